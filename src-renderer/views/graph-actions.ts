import { computed } from 'vue';
import { tableKey, tableText } from '../../src-main/model/identity.ts';
import type { ExportFormat, GraphAsk } from '../components/graph/graph-look.ts';
import type { MenuAction } from '../components/ui/Menu.vue';
import { type BlastRadius, blastRadius } from '../graph/blast-radius.ts';
import type { Edge } from '../graph/edge.ts';
import { type Orphans, orphansOf } from '../graph/marks.ts';
import type { Scene } from '../graph/scene.ts';
import type { GraphTheme } from '../graph/theme.ts';
import { useGraph } from '../stores/graph.ts';
import { useIntegrity } from '../stores/integrity.ts';
import { useRelations } from '../stores/relations.ts';
import { useSuggestions } from '../stores/suggestions.ts';
import { useTabs } from '../stores/tabs.ts';
import { useWorkbench } from '../stores/workbench.ts';
import { t } from '../text/text.ts';
import { copyText } from './copy-text.ts';
import { useGraphExport } from './graph-export.ts';
import { offerCommands } from './use-commands.ts';

type Drawing = {
  readonly ask: (what: GraphAsk) => void;
  readonly focus: () => void;
  readonly picture: () => { readonly scene: Scene; readonly theme: GraphTheme } | null;
};

const firstDepth = 1;

/** What can be done in the graph, whether by its toolbar, its menus, keys, or as a command. */
export function useGraphActions(drawing: () => Drawing | null) {
  const workbench = useWorkbench();
  const graph = useGraph();
  const suggestions = useSuggestions();
  const relations = useRelations();
  const exportAs = useGraphExport(() => drawing()?.picture() ?? null);

  const orphans = computed<ReadonlyMap<string, Orphans>>(() =>
    orphansOf(useIntegrity().audit?.findings ?? []),
  );
  const blast = computed<BlastRadius | null>(() =>
    graph.panel === 'blast' && workbench.selected !== null
      ? blastRadius(workbench.relations, workbench.selected)
      : null,
  );

  function select(key: string | null): void {
    workbench.selected = key;
    graph.relation = null;
  }

  /** Its table is what the inspector shows. */
  function selectRelation({ id, child, relation }: Edge): void {
    if (relation === null) return;
    workbench.selected = child;
    graph.relation = id;
  }

  function focusOn(key: string): void {
    const isThere = graph.focus?.key === key;
    graph.focus = isThere ? null : { key, depth: graph.focus?.depth ?? firstDepth };
  }

  function setDepth(depth: number): void {
    if (graph.focus !== null) graph.focus = { ...graph.focus, depth };
  }

  function showBlast(key: string): void {
    const isThere = graph.panel === 'blast' && workbench.selected === key;
    workbench.selected = key;
    graph.panel = isThere ? null : 'blast';
  }

  function leave(): void {
    if (graph.panel === 'blast') graph.panel = null;
    else graph.focus = null;
    drawing()?.focus();
  }

  function closePanel(): void {
    graph.panel = null;
    drawing()?.focus();
  }

  function suggest(): void {
    graph.panel = graph.panel === 'candidates' ? null : 'candidates';
    if (graph.panel !== null && suggestions.found === null && suggestions.progress === null)
      void suggestions.suggest();
  }

  function toggleSchema(schema: string): void {
    const hidden = new Set(graph.hiddenSchemas);
    if (!hidden.delete(schema)) hidden.add(schema);
    graph.hiddenSchemas = hidden;
  }

  function ask(what: GraphAsk): void {
    const { selected } = workbench;
    if (what === 'fit' || what === 'arrange') drawing()?.ask(what);
    else if (what === 'legend') graph.legend = !graph.legend;
    else if (what === 'list') graph.panel = graph.panel === 'list' ? null : 'list';
    else if (what === 'suggest') suggest();
    else if (what === 'blast') graph.panel = graph.panel === 'blast' ? null : 'blast';
    else if (graph.focus !== null) graph.focus = null;
    else if (selected !== null) focusOn(selected);
  }

  function menu(card: string | null, edge: Edge | null): readonly MenuAction[] {
    if (card !== null) return menuOfCard(card);
    if (edge !== null) return menuOfEdge(edge);
    return [
      { label: t('graph.toolbar.fit'), shortcut: '0', run: () => ask('fit') },
      { label: t('graph.toolbar.arrange'), run: () => ask('arrange') },
    ];
  }

  function menuOfCard(key: string): readonly MenuAction[] {
    const table = workbench.byKey.get(key);
    if (table === undefined) return [];
    return [
      { label: t('graph.menu.open'), shortcut: 'Enter', run: () => useTabs().showRecords(key) },
      { label: t('graph.menu.copy'), run: () => void copyText(tableText(table)) },
      { label: t('graph.menu.focus'), shortcut: 'F', run: () => focusOn(key) },
      { label: t('graph.menu.blast'), shortcut: 'B', run: () => showBlast(key) },
      {
        label: t('graph.menu.declare'),
        disabled: table.kind !== 'table',
        run: () => relations.declareFor(table),
      },
    ];
  }

  function menuOfEdge({ relation, suggestion }: Edge): readonly MenuAction[] {
    if (relation !== null)
      return [
        {
          label: t('graph.menu.edit'),
          disabled: relation.state === 'stale',
          run: () => relations.edit(relation),
        },
        ...[relation.child, relation.parent].map(({ table }) => ({
          label: t('graph.menu.goToChild', { table: table.name }),
          run: () => select(tableKey(table)),
        })),
      ];
    if (suggestion === null) return [];
    const { child, parent } = suggestion;
    return [
      { label: t('graph.menu.declareCandidate'), run: () => relations.declareBetween(child, parent) },
      { label: t('graph.menu.dismiss'), run: () => suggestions.dismiss(suggestion) },
    ];
  }

  const hasSelection = () => workbench.selected !== null;
  const exports = (format: ExportFormat) => () => void exportAs(format);
  offerCommands([
    { id: 'graph.fit', run: () => ask('fit') },
    { id: 'graph.arrange', run: () => ask('arrange') },
    { id: 'graph.focus', enabled: () => hasSelection() || graph.focus !== null, run: () => ask('focus') },
    { id: 'graph.blast', enabled: hasSelection, run: () => ask('blast') },
    { id: 'graph.suggest', run: () => ask('suggest') },
    { id: 'graph.list', run: () => ask('list') },
    { id: 'graph.legend', run: () => ask('legend') },
    { id: 'graph.exportSvg', run: exports('svg') },
    { id: 'graph.exportPng', run: exports('png') },
    { id: 'graph.exportMermaid', run: exports('mermaid') },
    { id: 'graph.exportDbml', run: exports('dbml') },
  ]);

  return {
    orphans,
    blast,
    select,
    selectRelation,
    focusOn,
    setDepth,
    showBlast,
    leave,
    closePanel,
    toggleSchema,
    ask,
    menu,
    exportAs,
  };
}

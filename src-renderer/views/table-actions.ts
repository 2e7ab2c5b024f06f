import type { Table } from '../../src-main/model/catalog.ts';
import { tableKey, tableText } from '../../src-main/model/identity.ts';
import type { MenuAction } from '../components/ui/Menu.vue';
import { useGraph } from '../stores/graph.ts';
import { useSession } from '../stores/session.ts';
import { useTabs } from '../stores/tabs.ts';
import { useWorkbench } from '../stores/workbench.ts';
import { t } from '../text/text.ts';
import { copyText } from './copy-text.ts';

/** What can be done with a table wherever it is named. */
export function useTableActions() {
  const session = useSession();
  const workbench = useWorkbench();
  const graph = useGraph();
  const tabs = useTabs();

  function showInGraph(key: string): void {
    workbench.selected = key;
    graph.relation = null;
    graph.sought = key;
    tabs.activeId = 'graph';
  }

  function showBlast(key: string): void {
    showInGraph(key);
    graph.panel = 'blast';
  }

  function copies({ name }: Table, qualified: string): readonly MenuAction[] {
    const copyName = { label: t('workbench.menu.copyName'), run: () => void copyText(name) };
    if (qualified === name) return [copyName];
    return [copyName, { label: t('workbench.menu.copyQualified'), run: () => void copyText(qualified) }];
  }

  function ofTree(table: Table): readonly (readonly MenuAction[])[] {
    const key = tableKey(table);
    return [
      [
        { label: t('workbench.menu.open'), shortcut: 'Enter', run: () => session.previewTable(key) },
        { label: t('workbench.menu.openToStay'), shortcut: 'Ctrl Enter', run: () => session.openTable(key) },
      ],
      [
        { label: t('workbench.menu.graph'), run: () => showInGraph(key) },
        { label: t('workbench.menu.blast'), run: () => showBlast(key) },
      ],
      copies(table, tableText(table)),
    ];
  }

  return { ofTree, copies: (table: Table) => copies(table, tableText(table)) };
}

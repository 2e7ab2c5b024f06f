import { computed } from 'vue';
import type { TableName } from '../components/relations/table-name.ts';
import { countEdits } from '../format/staged-edits.ts';
import { useRecords } from '../stores/records.ts';
import { useStagedEdits } from '../stores/staged-edits.ts';
import { useTabs, type WorkbenchTab } from '../stores/tabs.ts';
import { useWorkbench } from '../stores/workbench.ts';
import { counted, t } from '../text/text.ts';

/** What the tabs are called, and what the active one says of its rows. */
export function useTabLabels(nameOf: TableName) {
  const tabs = useTabs();
  const workbench = useWorkbench();
  const staged = useStagedEdits();
  const records = useRecords();

  function labelOf({ id, kind }: WorkbenchTab) {
    if (kind === 'graph') return { id, kind, label: t('workbench.tabs.graph'), staged: 0 };
    if (kind === 'mode') return { id, kind, label: t('workbench.tabs.modeSwitch'), staged: 0 };
    if (kind === 'integrity') return { id, kind, label: t('integrity.tab'), staged: 0 };
    if (kind === 'history') return { id, kind, label: t('history.tab'), staged: 0 };
    const table = workbench.byKey.get(id);
    const edits = staged.tables.get(id);
    return {
      id,
      kind,
      label: table === undefined ? t('workbench.tabs.gone') : nameOf(table),
      staged: edits === undefined ? 0 : countEdits(edits),
    };
  }

  const labels = computed(() => tabs.tabs.map(labelOf));
  const rowsText = computed(() => {
    if (tabs.active.kind === 'graph') {
      return `${counted('workbench.status.tables', workbench.tables.length)}, ${counted('workbench.tree.relations', workbench.relations.length)}`;
    }
    const loaded = records.tables.get(tabs.activeId);
    if (loaded === undefined || !loaded.loaded) return null;
    const { count, exact } = loaded.pages;
    return counted(exact ? 'grid.rows' : 'grid.aboutRows', count);
  });
  return { labels, rowsText };
}

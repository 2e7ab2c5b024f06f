import { computed } from 'vue';
import type { TableName } from '../components/relations/table-name.ts';
import type { Tab } from '../components/workbench/TabStrip.vue';
import type { WorkbenchTab } from '../format/open-tabs.ts';
import { countEdits } from '../format/staged-edits.ts';
import { useRecords } from '../stores/records.ts';
import { useStagedEdits } from '../stores/staged-edits.ts';
import { useTabs } from '../stores/tabs.ts';
import { useWorkbench } from '../stores/workbench.ts';
import { counted, t } from '../text/text.ts';

/** What the tabs are called, and what the active one says of its rows. */
export function useTabLabels(nameOf: TableName) {
  const tabs = useTabs();
  const workbench = useWorkbench();
  const staged = useStagedEdits();
  const records = useRecords();

  function labelOf(tab: WorkbenchTab): Tab {
    const edits = staged.tables.get(tab.id);
    return { ...tab, label: titleOf(tab), staged: edits === undefined ? 0 : countEdits(edits) };
  }

  function titleOf({ id, kind }: WorkbenchTab): string {
    if (kind === 'graph') return t('workbench.tabs.graph');
    if (kind === 'mode') return t('workbench.tabs.modeSwitch');
    if (kind === 'integrity') return t('integrity.tab');
    if (kind === 'history') return t('history.tab');
    const table = workbench.byKey.get(id);
    return table === undefined ? t('workbench.tabs.gone') : nameOf(table);
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

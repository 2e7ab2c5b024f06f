import { watch } from 'vue';
import { countEdits } from '../format/staged-edits.ts';
import { useRecords } from '../stores/records.ts';
import { useStagedEdits } from '../stores/staged-edits.ts';
import { useTabs } from '../stores/tabs.ts';

/** What follows when tables are edited, and when tabs go. */
export function followTabs(): void {
  const tabs = useTabs();
  const staged = useStagedEdits();
  const records = useRecords();

  watch(
    () => staged.tables,
    (tables) => {
      for (const [key, edits] of tables) if (countEdits(edits) > 0) tabs.keep(key);
    },
    { flush: 'sync' },
  );
  // After the place that was left is remembered.
  watch(
    () => tabs.tabs,
    (now, before) => {
      const open = new Set(now.map(({ id }) => id));
      for (const { id } of before) if (!open.has(id)) records.forget(id);
    },
    { flush: 'post' },
  );
}

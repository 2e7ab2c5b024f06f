import { computed } from 'vue';
import type { Table } from '../../src-main/model/catalog.ts';
import { tableKey } from '../../src-main/model/identity.ts';
import type { GridRow } from '../components/records/grid-model.ts';
import { useRecords } from '../stores/records.ts';
import { useTabs } from '../stores/tabs.ts';
import { useWorkbench } from '../stores/workbench.ts';
import { followReference } from './follow-reference.ts';
import type { useReferenceCard } from './use-reference-card.ts';

/** Goes to the row that a cell references, and shows what it is called before. */
export function useFollow(table: Table, card: ReturnType<typeof useReferenceCard>) {
  const workbench = useWorkbench();
  const records = useRecords();
  const tabs = useTabs();
  const outgoing = computed(() => workbench.asChild.get(tableKey(table)) ?? []);

  function follow(row: GridRow, column: string): void {
    const parent = followReference(table, outgoing.value, row, column);
    if (parent === null) return;
    const next = workbench.tableOf(parent.table);
    if (next === null) return;
    workbench.selected = tableKey(next);
    tabs.showRecords(tableKey(next));
    void records.load(next, { where: parent.where });
  }

  return {
    follow,
    followCard() {
      const at = card.card.value;
      card.close();
      if (at !== null) follow(at.row, at.column);
    },
  };
}

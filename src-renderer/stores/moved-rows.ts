import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Table } from '../../src-main/model/catalog.ts';
import type { Row } from '../../src-main/model/value.ts';
import { type MovedRow, movedRows } from '../format/moved-rows.ts';
import { rowKey, type TableEdits } from '../format/staged-edits.ts';
import { useRecords } from './records.ts';
import { useRowReader } from './row-reader.ts';
import { useStagedEdits } from './staged-edits.ts';
import { useWorkbench } from './workbench.ts';

/** Rows that somebody else changed after an edit was staged on them. */
export const useMovedRows = defineStore('moved-rows', () => {
  const rows = shallowRef<readonly MovedRow[]>([]);
  const staged = useStagedEdits();
  const workbench = useWorkbench();
  let request = new AbortController();

  /** Reads all rows that are to be updated. Rejects where they cannot be read. */
  async function check(): Promise<void> {
    request.abort();
    const own = new AbortController();
    request = own;
    rows.value = [];
    const found: MovedRow[] = [];
    for (const [key, edits] of staged.tables) {
      const table = workbench.byKey.get(key);
      if (table === undefined || edits.updates.size === 0) continue;
      found.push(...movedRows(edits, await currentRows(table, edits, own.signal)));
    }
    if (!own.signal.aborted) rows.value = found;
  }

  async function currentRows(
    table: Table,
    edits: TableEdits,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Row>> {
    const keys = [...edits.updates.values()].map(({ key }) => key);
    const names = table.columns.map(({ name }) => name);
    const found = new Map<string, Row>();
    for await (const page of useRowReader().byKeys(table, keys, signal)) {
      for (const { key, values } of page) {
        found.set(rowKey(key), Object.fromEntries(names.map((name, at) => [name, values[at] ?? null])));
      }
    }
    return found;
  }

  /** The edit holds, and from now on stands on what the database has; a row that is gone takes its edit along. */
  function keepMine(row: MovedRow): void {
    if (row.now === null) staged.takeBack(row.table, [row.id]);
    else staged.rebase(row.table, row.id, row.now);
    settle(row);
  }

  function takeTheirs(row: MovedRow): void {
    staged.takeBack(row.table, [row.id]);
    settle(row);
  }

  function settle(row: MovedRow): void {
    rows.value = rows.value.filter((each) => each !== row);
    const table = workbench.tableOf(row.table);
    if (table !== null && useRecords().of(table).loaded) void useRecords().load(table);
  }

  function forget(): void {
    request.abort();
    rows.value = [];
  }

  return { rows, check, keepMine, takeTheirs, forget };
});

import type { TableRef } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import { sameTable, tableKey, tableText } from '../model/identity.ts';
import type { Effect } from '../model/plan.ts';
import type { Relation } from '../model/relation.ts';
import type { RowSets } from '../model/row-sets.ts';
import type { Row, Value } from '../model/value.ts';
import type { Effects, PlannedEffect } from './effects.ts';
import { newRows } from './new-rows.ts';

/** Rows to insert are one effect per table, and known to the database before anything is looked up. */
export async function markInserts(
  changes: readonly Change[],
  relations: readonly Relation[],
  sets: RowSets,
  effects: Effects,
): Promise<void> {
  const all = newRows(changes, relations);
  for (const group of Map.groupBy(all, ({ table }) => tableKey(table)).values()) {
    const [first] = group;
    if (first === undefined) continue;
    const rows = group.map(({ row }) => row);
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const repairs = changes.find(
      (change) => change.kind === 'insert' && sameTable(change.table, first.table),
    );
    effects.ask(first.table, 'insert', columns, repairs?.kind === 'insert' ? repairs.parentsFor : undefined);
    await sets.markInserted(first.table, rows);
  }
}

/** The effect of the inserts into one table; the sample shows the rows as far as they are known. */
export function insertEffects(
  changes: readonly Change[],
  relations: readonly Relation[],
  planned: PlannedEffect,
): readonly Effect[] {
  const rows = insertedRows(changes, relations, planned.table);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const sample = rows.slice(0, 20).map((row) => ({ key: {}, before: null, after: row }));
  return [{ ...planned, count: rows.length, exact: true, columns, sample }];
}

/** The rows to insert into a table, for people: a key that the database is yet to make is told in words. */
export function insertedRows(
  changes: readonly Change[],
  relations: readonly Relation[],
  table: TableRef,
): readonly Row[] {
  return newRows(changes, relations, table).map(({ row, awaits }) => {
    const words = awaits.map(({ column, from }): [string, Value] => {
      const parent = changes[from.change]?.table ?? table;
      return [column, { type: 'other', text: `key of the new ${tableText(parent)}` }];
    });
    return { ...row, ...Object.fromEntries(words) };
  });
}

import type { TableRef } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import { sameTable, tableKey } from '../model/identity.ts';
import type { Effect } from '../model/plan.ts';
import type { RowSets } from '../model/row-sets.ts';
import type { Row } from '../model/value.ts';
import type { Effects } from './effects.ts';

/** Rows to insert are one effect per table, and known to the database before anything is looked up. */
export async function markInserts(
  changes: readonly Change[],
  sets: RowSets,
  effects: Effects,
): Promise<void> {
  const inserts = changes.filter((change) => change.kind === 'insert');
  for (const group of Map.groupBy(inserts, ({ table }) => tableKey(table)).values()) {
    const [first] = group;
    if (first === undefined) continue;
    const rows = group.flatMap((change) => change.rows);
    effects.ask(first.table, 'insert', [...new Set(rows.flatMap((row) => Object.keys(row)))]);
    await sets.markInserted(first.table, rows);
  }
}

/** The effect of the inserts into one table; the sample shows the rows as far as they are given. */
export function insertEffects(changes: readonly Change[], id: number, table: TableRef): readonly Effect[] {
  const rows = insertedRows(changes, table);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const sample = rows.slice(0, 20).map((row) => ({ key: {}, before: null, after: row }));
  return [{ id, table, action: 'insert', cause: null, count: rows.length, exact: true, columns, sample }];
}

export function insertedRows(changes: readonly Change[], table: TableRef): readonly Row[] {
  return changes.flatMap((change) =>
    change.kind === 'insert' && sameTable(change.table, table) ? change.rows : [],
  );
}

import type { Effect } from '../../src-main/model/plan.ts';
import type { RowSets } from '../../src-main/model/row-sets.ts';
import type { Row } from '../../src-main/model/value.ts';
import { rowsText } from './differential.ts';
import type { FuzzCase, FuzzChange, FuzzColumn } from './fuzz-case.ts';

/** The rows of all tables as a plan says that they will be. */
export async function foreseenRows(
  fuzz: FuzzCase,
  changes: readonly FuzzChange[],
  effects: readonly Effect[],
  sets: RowSets,
): Promise<Record<string, string>> {
  const foreseen: Record<string, string> = {};
  for (const { name, columns } of fuzz.tables) {
    const rows = new Map<string | number | null | undefined, Row>(
      (fuzz.rows[name] ?? []).map((row) => [
        row[0],
        Object.fromEntries(columns.map((column, i) => [column.name, row[i] ?? null])),
      ]),
    );
    const inserted = changes.flatMap((change): Row[] => {
      if (change.kind !== 'insert' || change.table.name !== name) return [];
      const value = (column: FuzzColumn) =>
        column.name in change.row ? (change.row[column.name] ?? null) : column.default;
      return [Object.fromEntries(columns.map((column) => [column.name, value(column)]))];
    });
    for (const { id, table, action } of effects) {
      if (table.name !== name || action === 'insert') continue;
      for (const { before, after } of await sets.rows(table, action, id, null, 1000)) {
        const key = before?.id;
        if (typeof key !== 'number' && typeof key !== 'string') throw new TypeError('A row has no id.');
        if (after === null) rows.delete(key);
        else rows.set(key, after);
      }
    }
    const all = [...rows.values(), ...inserted];
    foreseen[name] = rowsText(all.map((row) => columns.map((column) => row[column.name] ?? null)));
  }
  return foreseen;
}

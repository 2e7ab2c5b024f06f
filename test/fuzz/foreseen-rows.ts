import type { Effect } from '../../src-main/model/plan.ts';
import type { RowSets } from '../../src-main/model/row-sets.ts';
import type { Row } from '../../src-main/model/value.ts';
import { firstNumber } from './engine-words.ts';
import type { FuzzCase, FuzzChange, FuzzColumn, NamedValues } from './fuzz-case.ts';
import { rowsText } from './rows-text.ts';

/** The rows of all tables as a plan says that they will be. */
export async function foreseenRows(
  fuzz: FuzzCase,
  changes: readonly FuzzChange[],
  effects: readonly Effect[],
  sets: RowSets,
): Promise<Record<string, string>> {
  const foreseen: Record<string, string> = {};
  for (const { name, columns, uniques } of fuzz.tables) {
    const keyText = (row: Row | null) =>
      JSON.stringify((uniques[0] ?? []).map((column) => row?.[columns[column]?.name ?? '']));
    const before = (fuzz.rows[name] ?? []).map((row) =>
      Object.fromEntries(columns.map((column, i) => [column.name, row[i] ?? null])),
    );
    const rows = new Map<string, Row>(before.map((row) => [keyText(row), row]));
    const left: Row[] = [];
    for (const { id, table, action } of effects) {
      if (table.name !== name || action === 'insert') continue;
      for (const row of await sets.rows(table, action, id, null, 1000)) {
        if (!rows.delete(keyText(row.before))) throw new TypeError('A row is not known.');
        if (row.after !== null) left.push(row.after);
      }
    }
    const all = [...rows.values(), ...left, ...insertedInto(name, changes)];
    foreseen[name] = rowsText(all.map((row) => columns.map((column) => row[column.name] ?? null)));
  }
  return foreseen;
}

function insertedInto(name: string, changes: readonly FuzzChange[]): readonly Row[] {
  return changes.flatMap(({ table, ...change }) => {
    if (change.kind !== 'insert' || table.name !== name) return [];
    const value = (row: NamedValues, column: FuzzColumn) => {
      const given = row[column.name];
      if (column.name === 'id' && table.kept === 'numbered') return given ?? firstNumber;
      return given === undefined ? column.default : given;
    };
    return change.rows.map((row) =>
      Object.fromEntries(table.columns.map((column) => [column.name, value(row, column)])),
    );
  });
}

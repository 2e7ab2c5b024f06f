import type { Outcome } from './comparison.ts';
import type { FuzzCase, FuzzChange, FuzzRow, FuzzTable, NamedValues } from './fuzz-case.ts';
import { folded, isNamed } from './named-rows.ts';

/** Whether an update gives a row a value that differs from its own in letters alone. */
export function isInLetters({ rows }: FuzzCase, changes: readonly FuzzChange[]): boolean {
  return changes.some((change) => {
    if (change.kind !== 'update') return false;
    const { table, where, set } = change;
    return (rows[table.name] ?? []).some(
      (row) => isNamed(table, row, where) && changesLetters(table, row, set),
    );
  });
}

function changesLetters(table: FuzzTable, row: FuzzRow, set: NamedValues): boolean {
  return table.columns.some(
    ({ name }, i) => name in set && set[name] !== row[i] && folded(set[name]) === folded(row[i]),
  );
}

/** Whether, of tables with keys that share a column, rows have NULL in more columns than those of the database. */
export function hasMoreNulls({ tables, keys }: FuzzCase, native: Outcome, emulated: Outcome): boolean {
  if (!native.ok || !emulated.ok) return false;
  const overlap = keys.some((key) =>
    keys.some((other) => {
      const shared = key.columns.some((column) => other.columns.includes(column));
      return other !== key && other.child === key.child && shared;
    }),
  );
  return (
    overlap &&
    tables.every((table) => {
      const theirs = byKey(table, native.rows[table.name]);
      const ours = byKey(table, emulated.rows[table.name]);
      return (
        theirs.size === ours.size &&
        [...theirs].every(([key, row]) =>
          row.every((value, i) => ours.get(key)?.[i] === value || ours.get(key)?.[i] === null),
        )
      );
    })
  );
}

function byKey({ uniques }: FuzzTable, text = '[]'): ReadonlyMap<string, readonly unknown[]> {
  const spelled: unknown = JSON.parse(text);
  const rows = Array.isArray(spelled) ? spelled.map((row): unknown => JSON.parse(String(row))) : [];
  return new Map(
    rows
      .filter((row) => Array.isArray(row))
      .map((row: readonly unknown[]) => [
        JSON.stringify((uniques[0] ?? []).map((column) => row[column])),
        row,
      ]),
  );
}

import type { Outcome } from './comparison.ts';
import type { FuzzCase, FuzzKey } from './fuzz-case.ts';
import { folded } from './named-rows.ts';
import { rowsOfText } from './rows-text.ts';

/** Whether every reference finds its parent afterwards; null: nothing was done. */
export function keepsReferences({ keys }: FuzzCase, outcome: Outcome): boolean | null {
  return outcome.ok ? keys.every((key) => isKept(key, outcome.rows)) : null;
}

/** Each complete reference finds its parent. */
function isKept(
  { child, columns, parent, parentColumns }: FuzzKey,
  rows: Readonly<Record<string, string>>,
): boolean {
  const values = (row: readonly unknown[], of: readonly number[]) => of.map((column) => row[column] ?? null);
  const parents = new Set(
    rowsOfText(rows[parent.name] ?? '[]').map((row) => folded(values(row, parentColumns))),
  );
  return rowsOfText(rows[child.name] ?? '[]')
    .map((row) => values(row, columns))
    .every((reference) => reference.includes(null) || parents.has(folded(reference)));
}

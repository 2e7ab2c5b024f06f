import type { Outcome } from './comparison.ts';
import { reaches } from './dimensions.ts';
import type { FuzzCase, FuzzKey } from './fuzz-case.ts';
import { folded } from './named-rows.ts';
import { rowsOfText } from './rows-text.ts';

/**
 * Whether a key that changes may go round a circle of tables and change what it came from, and the rows that this comes to
 * in the end are all in order: a database looks at them on the way, when the last of the keys has not come round yet.
 */
export function comesRound({ keys }: FuzzCase, outcome: Outcome): boolean {
  if (!outcome.ok) return false;
  return keys.some((key) => isEntangled(key, keys)) && keys.every((key) => isKept(key, outcome.rows));
}

function isEntangled(key: FuzzKey, keys: readonly FuzzKey[]): boolean {
  const goesOn = keys.some(
    ({ parent, parentColumns }) =>
      parent === key.child && parentColumns.some((column) => key.columns.includes(column)),
  );
  return goesOn && reaches(keys, key);
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

import type { Outcome } from './comparison.ts';
import { reaches } from './dimensions.ts';
import type { FuzzCase, FuzzKey } from './fuzz-case.ts';
import { keepsReferences } from './kept-references.ts';

/**
 * Whether a key that changes may go round a circle of tables and change what it came from, and the rows that this comes to
 * in the end are all in order: a database looks at them on the way, when the last of the keys has not come round yet.
 */
export function comesRound(fuzz: FuzzCase, outcome: Outcome): boolean {
  return fuzz.keys.some((key) => isEntangled(key, fuzz.keys)) && keepsReferences(fuzz, outcome) === true;
}

function isEntangled(key: FuzzKey, keys: readonly FuzzKey[]): boolean {
  const goesOn = keys.some(
    ({ parent, parentColumns }) =>
      parent === key.child && parentColumns.some((column) => key.columns.includes(column)),
  );
  return goesOn && reaches(keys, key);
}

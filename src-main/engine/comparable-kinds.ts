import type { ColumnKind } from '../model/catalog.ts';

const alike: readonly (readonly ColumnKind[])[] = [
  ['integer', 'decimal', 'float', 'boolean'],
  ['text', 'enum', 'uuid'],
  ['date', 'timestamp'],
];

/** Whether values of the two kinds can be the same value. What has no kind of its own can be anything. */
export function comparableKinds(a: ColumnKind, b: ColumnKind): boolean {
  if (a === b || a === 'other' || b === 'other') return true;
  return alike.some((kinds) => kinds.includes(a) && kinds.includes(b));
}

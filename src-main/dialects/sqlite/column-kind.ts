import type { ColumnKind } from '../../model/catalog.ts';

/** By declared type, more finely than SQLite's affinities, which know no dates: https://sqlite.org/datatype3.html#affname. */
const kinds: readonly (readonly [RegExp, ColumnKind])[] = [
  [/bool/i, 'boolean'],
  [/uuid|guid|uniqueidentifier/i, 'uuid'],
  [/json/i, 'json'],
  [/datetime|timestamp/i, 'timestamp'],
  [/^date/i, 'date'],
  [/^time/i, 'time'],
  [/int/i, 'integer'],
  [/char|clob|text|string/i, 'text'],
  [/blob|binary|bytea/i, 'bytes'],
  [/real|floa|doub/i, 'float'],
  [/dec|num|money/i, 'decimal'],
];

export function columnKind(type: string): ColumnKind {
  return kinds.find(([pattern]) => pattern.test(type))?.[1] ?? 'other';
}

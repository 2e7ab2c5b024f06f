import type { Column, ColumnKind } from '../../../model/catalog.ts';

/**
 * The kinds of child column that a parent column of a kind can be compared with: PostgreSQL wants an equality operator of
 * the parent's index, which an implicit cast of the child may lead to (integer to numeric, not the other way round).
 * Types of no kind are not judged: the database says what it thinks of them when the key is added.
 * https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS-REFERENCES
 */
const comparable: Readonly<Record<Exclude<ColumnKind, 'other'>, readonly ColumnKind[]>> = {
  integer: ['integer'],
  decimal: ['integer', 'decimal'],
  float: ['integer', 'decimal', 'float'],
  text: ['text'],
  boolean: ['boolean'],
  date: ['date', 'timestamp'],
  timestamp: ['date', 'timestamp'],
  time: ['time'],
  json: ['json'],
  bytes: ['bytes'],
  uuid: ['uuid'],
  enum: ['enum'],
};

export function typeRefusal(child: Column, parent: Column): string | null {
  if (child.kind === 'other' || parent.kind === 'other') return null;
  const fits = comparable[parent.kind].includes(child.kind) && sameLabels(child, parent);
  if (fits || child.type === parent.type) return null;
  return `PostgreSQL cannot compare "${child.name}" (${child.type}) with "${parent.name}" (${parent.type}).`;
}

/** Two enumerations are never the same type where their labels differ. */
function sameLabels(child: Column, parent: Column): boolean {
  return child.kind !== 'enum' || child.enumValues?.join('\n') === parent.enumValues?.join('\n');
}

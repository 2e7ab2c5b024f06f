import type { TableRef } from './catalog.ts';
import type { Row, Value } from './value.ts';

export const comparisons = [
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'like',
  'contains',
  'in',
  'isNull',
  'notNull',
] as const;
export type Comparison = (typeof comparisons)[number];

/** A condition on the columns of one table. `in` takes a list, `isNull` and `notNull` take no value. */
export type Filter =
  | { readonly and: readonly Filter[] }
  | { readonly or: readonly Filter[] }
  | { readonly not: Filter }
  | { readonly column: string; readonly op: Comparison; readonly value?: Value | readonly Value[] };

/** Rows by key (the primary key's columns, or a unique key's where there is none) or by filter. */
export type NamedRows = { readonly keys: readonly Row[] } | { readonly filter: Filter };

/**
 * The rows a change asks for. `referencing`: the id of a relation of which the table is the child; the rows that reference
 * through it what the whole set of changes deletes or, for an update, gives another key, however many and on whatever
 * level. The change then says what becomes of them, in place of the relation's action.
 */
export type Target = NamedRows | { readonly referencing: string };

export type Change =
  | { readonly kind: 'insert'; readonly table: TableRef; readonly rows: readonly Row[] }
  | { readonly kind: 'update'; readonly table: TableRef; readonly where: Target; readonly set: Row }
  | { readonly kind: 'delete'; readonly table: TableRef; readonly where: Target };

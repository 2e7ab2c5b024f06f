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

/** The rows a change asks for: by key (the primary key's columns, or a unique key's where there is none) or by filter. */
export type Target = { readonly keys: readonly Row[] } | { readonly filter: Filter };

export type Change =
  | { readonly kind: 'insert'; readonly table: TableRef; readonly rows: readonly Row[] }
  | { readonly kind: 'update'; readonly table: TableRef; readonly where: Target; readonly set: Row }
  | { readonly kind: 'delete'; readonly table: TableRef; readonly where: Target };

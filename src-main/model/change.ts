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
  'startsWith',
  'in',
  'between',
  'isNull',
  'notNull',
] as const;
export type Comparison = (typeof comparisons)[number];

/**
 * A condition on the columns of one table. `in` takes a list, `between` the first and the last of a range, both included;
 * `isNull` and `notNull` take no value.
 */
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
 * level. The change then says what becomes of them, in place of the relation's action. `orphansOf`: the id of a relation of
 * which the table is the child; the rows whose reference by it finds no parent, or the first `limit` of them by their key.
 */
export type Target = NamedRows | { readonly referencing: string } | OrphansOf;

export type OrphansOf = { readonly orphansOf: string; readonly limit?: number };

/** A row to insert, by its place among the changes: the number of the insert, and of the row within it. From 0. */
export type NewRowPlace = { readonly change: number; readonly row: number };

/**
 * A row to insert that references another one of the same set of changes, whose key the database is yet to make. The row
 * itself names none of the relation's columns.
 */
export type NewReference = {
  /** Number of the row in its insert. */
  readonly row: number;
  /** Id of the relation. */
  readonly relation: string;
  /** The row that is referenced, an insert into the relation's parent table. */
  readonly to: NewRowPlace;
};

export type Change =
  | {
      readonly kind: 'insert';
      readonly table: TableRef;
      readonly rows: readonly Row[];
      readonly references?: readonly NewReference[];
      /** The id of a relation whose orphans these are the missing parents of: an undo may take them away again. */
      readonly parentsFor?: string;
    }
  | { readonly kind: 'update'; readonly table: TableRef; readonly where: Target; readonly set: Row }
  | { readonly kind: 'delete'; readonly table: TableRef; readonly where: Target };

/** The same text for rows that name the same columns, which one statement inserts. */
export function namedColumns(row: Row): string {
  return JSON.stringify(Object.keys(row).toSorted());
}

import type { Column, Table, TableRef } from '../../../src-main/model/catalog.ts';
import type { Relation } from '../../../src-main/model/relation.ts';
import type { Value } from '../../../src-main/model/value.ts';

export type GridColumn = {
  readonly column: Column;
  readonly isKey: boolean;
  /** Name of the table that the column references; null: it references none. */
  readonly references: string | null;
  /** False where the database gives the value itself. */
  readonly writable: boolean;
  /** Where the values of a row hold its value: the place in the table, however a user arranged the columns. */
  readonly at: number;
};

export type GridRow = {
  readonly id: string;
  /** Position among the rows that exist, from 1; null: it is to be inserted, or nobody knows how many come before. */
  readonly number: number | null;
  /** `awaited`: it is not here yet, and has no values. */
  readonly state: 'kept' | 'inserted' | 'updated' | 'deleted' | 'awaited';
  /** In the order of the table's columns; `undefined`: an inserted row takes the default. */
  readonly values: readonly (Value | undefined)[];
  /** Columns with a staged value. */
  readonly changed: ReadonlySet<string>;
  readonly editable: boolean;
};

/** A row that passes too fast to be read: only where it stands is shown. */
export function passing(row: GridRow): GridRow {
  return { ...row, state: 'awaited', values: [] };
}

/** A column that is shown: where in its region, in pixels, and which one on the screen it is, from 0. */
export type PlacedColumn = {
  readonly column: GridColumn;
  readonly index: number;
  readonly start: number;
  readonly size: number;
};

/** A place in the grid; row -1 is the header. */
export type Place = { readonly row: number; readonly column: number };

/** Cells from one corner to the other, both included. */
export type CellRange = {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
};

/** Rows by id, or, where not all of them are loaded, by their places. */
export type ChosenRows =
  | { readonly ids: ReadonlySet<string> }
  | { readonly from: number; readonly to: number };

export function gridColumns(
  table: Table,
  outgoing: readonly Relation[],
  nameOf: (table: TableRef) => string,
): readonly GridColumn[] {
  return table.columns.map((column, at) => {
    const relation = outgoing.find(
      ({ child, state }) => child.columns.includes(column.name) && state !== 'stale',
    );
    return {
      column,
      isKey: table.primaryKey?.columns.includes(column.name) ?? false,
      references: relation === undefined ? null : nameOf(relation.parent.table),
      writable: column.generated === null && column.identity !== 'always',
      at,
    };
  });
}

/** What an inserted row's cell says while nothing was typed into it. */
export function defaultText({ column, writable }: GridColumn): 'auto' | 'default' | 'required' | 'NULL' {
  if (!writable || column.identity !== null) return 'auto';
  if (column.default !== null) return 'default';
  return column.nullable ? 'NULL' : 'required';
}

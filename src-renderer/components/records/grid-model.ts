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
};

export type GridRow = {
  readonly id: string;
  /** Position among the rows that exist, from 1; null: it is to be inserted. */
  readonly number: number | null;
  readonly state: 'kept' | 'inserted' | 'updated' | 'deleted';
  /** In the order of the columns; `undefined`: an inserted row takes the default. */
  readonly values: readonly (Value | undefined)[];
  /** Columns with a staged value. */
  readonly changed: ReadonlySet<string>;
  readonly editable: boolean;
};

/** A column that is drawn: where, in pixels, and which one it is, from 0. */
export type PlacedColumn = {
  readonly column: GridColumn;
  readonly index: number;
  readonly start: number;
  readonly size: number;
};

/** A place in the grid; row -1 is the header. */
export type Place = { readonly row: number; readonly column: number };

export type SortOrder = { readonly column: string; readonly direction: 'asc' | 'desc' };

export function gridColumns(
  table: Table,
  outgoing: readonly Relation[],
  nameOf: (table: TableRef) => string,
): readonly GridColumn[] {
  return table.columns.map((column) => {
    const relation = outgoing.find(
      ({ child, state }) => child.columns.includes(column.name) && state !== 'stale',
    );
    return {
      column,
      isKey: table.primaryKey?.columns.includes(column.name) ?? false,
      references: relation === undefined ? null : nameOf(relation.parent.table),
      writable: column.generated === null && column.identity !== 'always',
    };
  });
}

/** What an inserted row's cell says while nothing was typed into it. */
export function defaultText({ column, writable }: GridColumn): 'auto' | 'default' | 'required' | 'NULL' {
  if (!writable || column.identity !== null) return 'auto';
  if (column.default !== null) return 'default';
  return column.nullable ? 'NULL' : 'required';
}

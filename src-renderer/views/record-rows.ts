import type { Table } from '../../src-main/model/catalog.ts';
import { keyColumns } from '../../src-main/model/identity.ts';
import type { Row, Value } from '../../src-main/model/value.ts';
import type { GridRow } from '../components/records/grid-model.ts';
import { isPlaced, loadedRows, type RowPages, type RowValues, rowOf } from '../format/row-pages.ts';
import { rowKey, type StagedUpdate, type TableEdits } from '../format/staged-edits.ts';

const none: ReadonlySet<string> = new Set();

/** An existing row as edits know it. */
export type ExistingRow = { readonly key: Row; readonly before: Row };

type Loaded = { readonly columns: readonly { readonly name: string }[]; readonly pages: RowPages };
type Made = { readonly row: GridRow; readonly update: StagedUpdate | undefined };

/** The rows of a grid, by position. */
export type RecordRows = {
  readonly count: number;
  at(index: number): GridRow;
  /** What is loaded of the row; null: it is to be inserted, nothing tells it from others, or it is not loaded. */
  existing(id: string): ExistingRow | null;
  /** Rows that are read beyond those in memory; what is known of them stays until others are. */
  adopt(rows: readonly RowValues[]): readonly GridRow[];
};

/**
 * Gives the rows of a table's grid, those to insert on top, then those of the table with what is staged on them. A row that
 * is the same as before is the same object, so that it is not drawn again.
 */
export function createRecordRows(table: Table): (records: Loaded, edits: TableEdits) => RecordRows {
  const keys = keyColumns(table);
  const made = new WeakMap<object, Made>();
  let adopted: ReadonlyMap<string, RowValues> = new Map();

  return (records, edits) => {
    const { inserts } = edits;
    const { pages } = records;
    const keyAt = keys?.map((name) => records.columns.findIndex((column) => column.name === name)) ?? null;
    let valuesById: ReadonlyMap<string, RowValues> | null = null;

    function keyOf(values: RowValues): Row | null {
      if (keys === null || keyAt === null) return null;
      const parts = keys.map((name, index): [string, Value] => [name, values[keyAt[index] ?? -1] ?? null]);
      return parts.some(([, value]) => value === null) ? null : Object.fromEntries(parts);
    }

    function loaded(values: RowValues, number: number | null, index: number): GridRow {
      const key = keyOf(values);
      const id = key === null ? `row-${index}` : rowKey(key);
      const update = edits.updates.get(id);
      const state = edits.deletes.has(id) ? 'deleted' : update === undefined ? 'kept' : 'updated';
      const known = made.get(values);
      const isSame = known?.row.state === state && known.row.number === number && known.row.id === id;
      if (isSame && known?.update === update) return known.row;
      const row: GridRow = {
        id,
        number,
        state,
        values: update === undefined ? values : withUpdate(values, update),
        changed: update === undefined ? none : new Set(Object.keys(update.set)),
        editable: key !== null,
      };
      made.set(values, { row, update });
      return row;
    }

    function withUpdate(values: RowValues, { set }: StagedUpdate): RowValues {
      return table.columns.map(({ name }, at) => set[name] ?? (name in set ? null : (values[at] ?? null)));
    }

    function byId(rows: Iterable<RowValues>): ReadonlyMap<string, RowValues> {
      return new Map(
        [...rows].flatMap((values): [string, RowValues][] => {
          const key = keyOf(values);
          return key === null ? [] : [[rowKey(key), values]];
        }),
      );
    }

    return {
      count: inserts.length + pages.count,
      at(index) {
        const insert = inserts[index];
        if (insert !== undefined) {
          const known = made.get(insert);
          if (known !== undefined) return known.row;
          const row = insertedRow(table, insert.id, insert.values);
          made.set(insert, { row, update: undefined });
          return row;
        }
        const place = index - inserts.length;
        const values = rowOf(pages, place);
        if (values === undefined) return awaited(place);
        return loaded(values, isPlaced(pages, place) ? place + 1 : null, place);
      },
      existing(id) {
        valuesById ??= byId(loadedRows(pages));
        const values = valuesById.get(id) ?? adopted.get(id);
        const key = values === undefined ? null : keyOf(values);
        if (values === undefined || key === null) return null;
        const before = Object.fromEntries(records.columns.map(({ name }, at) => [name, values[at] ?? null]));
        return { key, before };
      },
      adopt(added) {
        adopted = byId(added);
        return added.map((values) => loaded(values, null, -1));
      },
    };
  };
}

function insertedRow(table: Table, id: string, values: Row): GridRow {
  return {
    id,
    number: null,
    state: 'inserted',
    values: table.columns.map(({ name }) => values[name]),
    changed: none,
    editable: true,
  };
}

function awaited(place: number): GridRow {
  return {
    id: `awaited-${place}`,
    number: place + 1,
    state: 'awaited',
    values: [],
    changed: none,
    editable: false,
  };
}

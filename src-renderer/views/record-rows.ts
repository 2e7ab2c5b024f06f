import type { Table } from '../../src-main/model/catalog.ts';
import { keyColumns } from '../../src-main/model/identity.ts';
import type { Row, Value } from '../../src-main/model/value.ts';
import type { GridRow } from '../components/records/grid-model.ts';
import { rowKey, type TableEdits } from '../format/staged-edits.ts';

const none: ReadonlySet<string> = new Set();

/** An existing row as edits know it. */
export type ExistingRow = { readonly key: Row; readonly before: Row };

type Loaded = {
  readonly columns: readonly { readonly name: string }[];
  readonly rows: readonly (readonly Value[])[];
};

/** The rows of a grid: those to insert on top, then the loaded ones with what is staged on them. */
export function recordRows(table: Table, records: Loaded, edits: TableEdits) {
  const { inserts } = edits;
  const keys = keyColumns(table);
  const keyAt = keys?.map((name) => records.columns.findIndex((column) => column.name === name)) ?? null;
  const made = new Map<number, GridRow>();
  let indexById: ReadonlyMap<string, number> | null = null;

  function keyOf(values: readonly Value[]): Row | null {
    if (keys === null || keyAt === null) return null;
    const parts = keys.map((name, index): [string, Value] => [name, values[keyAt[index] ?? -1] ?? null]);
    return parts.some(([, value]) => value === null) ? null : Object.fromEntries(parts);
  }

  function inserted(id: string, values: Row): GridRow {
    return {
      id,
      number: null,
      state: 'inserted',
      values: table.columns.map(({ name }) => values[name]),
      changed: none,
      editable: true,
    };
  }

  function loaded(values: readonly Value[], index: number): GridRow {
    const key = keyOf(values);
    if (key === null) {
      return { id: `row-${index}`, number: index + 1, state: 'kept', values, changed: none, editable: false };
    }
    const id = rowKey(key);
    const update = edits.updates.get(id);
    const state = edits.deletes.has(id) ? 'deleted' : update === undefined ? 'kept' : 'updated';
    if (update === undefined) return { id, number: index + 1, state, values, changed: none, editable: true };
    return {
      id,
      number: index + 1,
      state,
      values: table.columns.map(
        ({ name }, at) => update.set[name] ?? (name in update.set ? null : values[at]),
      ),
      changed: new Set(Object.keys(update.set)),
      editable: true,
    };
  }

  function idIndex(): ReadonlyMap<string, number> {
    return new Map(
      records.rows.flatMap((values, index): [string, number][] => {
        const key = keyOf(values);
        return key === null ? [] : [[rowKey(key), index]];
      }),
    );
  }

  return {
    count: inserts.length + records.rows.length,
    /** The same object each time, so that a row that did not change is not drawn again. */
    at(index: number): GridRow {
      const known = made.get(index);
      if (known !== undefined) return known;
      const insert = inserts[index];
      const place = index - inserts.length;
      const row =
        insert === undefined ? loaded(records.rows[place] ?? [], place) : inserted(insert.id, insert.values);
      made.set(index, row);
      return row;
    },
    /** What is loaded of the row; null: it is to be inserted, or nothing tells it from others. */
    existing(id: string): ExistingRow | null {
      indexById ??= idIndex();
      const values = records.rows[indexById.get(id) ?? -1];
      const key = values === undefined ? null : keyOf(values);
      if (values === undefined || key === null) return null;
      const before = Object.fromEntries(records.columns.map(({ name }, at) => [name, values[at] ?? null]));
      return { key, before };
    },
  };
}

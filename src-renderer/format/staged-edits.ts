import type { TableRef } from '../../src-main/model/catalog.ts';
import type { Change } from '../../src-main/model/change.ts';
import { type Row, sameValue, type Value } from '../../src-main/model/value.ts';

/** A row to insert; a column that is missing takes its default. */
export type StagedInsert = { readonly id: string; readonly values: Row };
export type StagedUpdate = { readonly key: Row; readonly before: Row; readonly set: Row };
export type StagedDelete = { readonly key: Row };

/** What is staged on one table, existing rows by `rowKey`. */
export type TableEdits = {
  readonly table: TableRef;
  readonly inserts: readonly StagedInsert[];
  readonly updates: ReadonlyMap<string, StagedUpdate>;
  readonly deletes: ReadonlyMap<string, StagedDelete>;
};

export function noEdits(table: TableRef): TableEdits {
  return { table, inserts: [], updates: new Map(), deletes: new Map() };
}

/** Text that is equal exactly when the rows are the same by key. */
export function rowKey(key: Row): string {
  return JSON.stringify(Object.values(key));
}

export function stageInserts(edits: TableEdits, inserts: readonly StagedInsert[]): TableEdits {
  return { ...edits, inserts: [...edits.inserts, ...inserts] };
}

/** One cell of a row to insert; `undefined` gives the column its default. */
export type InsertedCell = {
  readonly id: string;
  readonly column: string;
  readonly value: Value | undefined;
};

export function stageInsertedCells(edits: TableEdits, cells: readonly InsertedCell[]): TableEdits {
  const byRow = Map.groupBy(cells, ({ id }) => id);
  const inserts = edits.inserts.map((insert) => {
    const own = byRow.get(insert.id);
    if (own === undefined) return insert;
    const values = own.reduce((row, { column, value }) => withCell(row, column, value), insert.values);
    return { id: insert.id, values };
  });
  return { ...edits, inserts };
}

/** One cell of an existing row, of which `before` is what was loaded. */
export type ExistingCell = Omit<StagedUpdate, 'set'> & { readonly column: string; readonly value: Value };

/** Setting a cell back to what it was takes the edit away. */
export function stageCells(edits: TableEdits, cells: readonly ExistingCell[]): TableEdits {
  const updates = new Map(edits.updates);
  for (const { key, before, column, value } of cells) {
    const id = rowKey(key);
    const known = updates.get(id) ?? { key, before, set: {} };
    const unchanged = sameValue(value, known.before[column] ?? null);
    const set = withCell(known.set, column, unchanged ? undefined : value);
    if (Object.keys(set).length === 0) updates.delete(id);
    else updates.set(id, { ...known, set });
  }
  return { ...edits, updates };
}

/** The update stands on what the row holds now; what it sets to just that is no edit any more. */
export function rebase(edits: TableEdits, id: string, now: Row): TableEdits {
  const known = edits.updates.get(id);
  if (known === undefined) return edits;
  const updates = new Map(edits.updates);
  const left = Object.entries(known.set).filter(([column, value]) => !sameValue(value, now[column] ?? null));
  if (left.length === 0) updates.delete(id);
  else updates.set(id, { key: known.key, before: now, set: Object.fromEntries(left) });
  return { ...edits, updates };
}

export function stageDelete(edits: TableEdits, keys: readonly Row[]): TableEdits {
  const deletes = new Map(edits.deletes);
  for (const key of keys) deletes.set(rowKey(key), { key });
  return { ...edits, deletes };
}

/** Takes back what is staged on the rows with these ids: `rowKey` of existing rows, `id` of inserted ones. */
export function unstage(edits: TableEdits, ids: readonly string[]): TableEdits {
  const gone = new Set(ids);
  return {
    ...edits,
    inserts: edits.inserts.filter((insert) => !gone.has(insert.id)),
    updates: new Map([...edits.updates].filter(([id]) => !gone.has(id))),
    deletes: new Map([...edits.deletes].filter(([id]) => !gone.has(id))),
  };
}

export function countEdits(edits: TableEdits): number {
  return edits.inserts.length + edits.deletes.size + liveUpdates(edits).length;
}

/** One change per table for inserts and for deletes, and one for all updates that set the same. */
export function changesOf(edits: TableEdits): readonly Change[] {
  const { table, inserts, deletes } = edits;
  const changes: Change[] = [];
  if (deletes.size > 0) {
    changes.push({ kind: 'delete', table, where: { keys: [...deletes.values()].map(({ key }) => key) } });
  }
  for (const same of Map.groupBy(liveUpdates(edits), ({ set }) => JSON.stringify(set)).values()) {
    const [first] = same;
    if (first !== undefined) {
      changes.push({ kind: 'update', table, where: { keys: same.map(({ key }) => key) }, set: first.set });
    }
  }
  if (inserts.length > 0) {
    changes.push({ kind: 'insert', table, rows: inserts.map(({ values }) => values) });
  }
  return changes;
}

function liveUpdates({ updates, deletes }: TableEdits): readonly StagedUpdate[] {
  return [...updates].filter(([id]) => !deletes.has(id)).map(([, update]) => update);
}

function withCell(row: Row, column: string, value: Value | undefined): Row {
  const { [column]: _, ...others } = row;
  return value === undefined ? others : { ...others, [column]: value };
}

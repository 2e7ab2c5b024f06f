import type { TableRef } from '../../src-main/model/catalog.ts';
import { type Row, sameValue, type Value } from '../../src-main/model/value.ts';
import type { TableEdits } from './staged-edits.ts';

/** `mine`: the staged value; `undefined`: none is staged on this column. */
export type MovedCell = {
  readonly column: string;
  readonly before: Value;
  readonly now: Value;
  readonly mine: Value | undefined;
};

/** A row that is not any more what an edit was made on. */
export type MovedRow = {
  readonly table: TableRef;
  /** `rowKey` of it. */
  readonly id: string;
  readonly key: Row;
  /** What the database holds; null: it is gone. */
  readonly now: Row | null;
  /** What has changed since. */
  readonly cells: readonly MovedCell[];
};

/** Of the rows that are to be updated, those that have changed; `now` gives what the database holds, by `rowKey`. */
export function movedRows(edits: TableEdits, now: ReadonlyMap<string, Row>): readonly MovedRow[] {
  return [...edits.updates].flatMap(([id, { key, before, set }]): readonly MovedRow[] => {
    // What is to be deleted is deleted as it is.
    if (edits.deletes.has(id)) return [];
    const current = now.get(id) ?? null;
    const row = { table: edits.table, id, key, now: current };
    if (current === null) return [{ ...row, cells: [] }];
    const cells = Object.entries(before).flatMap(([column, value]): readonly MovedCell[] => {
      const other = current[column];
      if (other === undefined || sameValue(other, value)) return [];
      return [{ column, before: value, now: other, mine: set[column] }];
    });
    return cells.length === 0 ? [] : [{ ...row, cells }];
  });
}

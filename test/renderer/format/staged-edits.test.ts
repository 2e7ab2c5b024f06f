import { describe, expect, it } from 'vitest';
import {
  changesOf,
  countEdits,
  noEdits,
  rowKey,
  stageCells,
  stageDelete,
  stageInsertedCells,
  stageInserts,
  unstage,
} from '../../../src-renderer/format/staged-edits.ts';

const table = { schema: '', name: 'books' };
const row = (id: number, title: string) => ({ key: { id }, before: { id, title, price: null } });

describe('staged edits', () => {
  it('become one delete, one update per set of values and one insert', () => {
    let edits = stageDelete(noEdits(table), [{ id: 1 }, { id: 2 }]);
    edits = stageCells(edits, [{ ...row(3, 'a'), column: 'price', value: 5 }]);
    edits = stageCells(edits, [{ ...row(4, 'b'), column: 'price', value: 5 }]);
    edits = stageCells(edits, [{ ...row(5, 'c'), column: 'price', value: 6 }]);
    edits = stageInserts(edits, [{ id: 'new-1', values: {} }]);
    edits = stageInsertedCells(edits, [{ id: 'new-1', column: 'title', value: 'd' }]);
    expect(countEdits(edits)).toBe(6);
    expect(changesOf(edits)).toEqual([
      { kind: 'delete', table, where: { keys: [{ id: 1 }, { id: 2 }] } },
      { kind: 'update', table, where: { keys: [{ id: 3 }, { id: 4 }] }, set: { price: 5 } },
      { kind: 'update', table, where: { keys: [{ id: 5 }] }, set: { price: 6 } },
      { kind: 'insert', table, rows: [{ title: 'd' }] },
    ]);
  });

  it('are gone when a cell is set back to what it was', () => {
    const changed = stageCells(noEdits(table), [{ ...row(1, 'a'), column: 'title', value: 'b' }]);
    const back = stageCells(changed, [{ ...row(1, 'a'), column: 'title', value: 'a' }]);
    expect(countEdits(changed)).toBe(1);
    expect(changesOf(back)).toEqual([]);
  });

  it('tell NULL from a value that was not set', () => {
    const edits = stageCells(noEdits(table), [{ ...row(1, 'a'), column: 'title', value: null }]);
    expect(changesOf(edits)).toEqual([
      { kind: 'update', table, where: { keys: [{ id: 1 }] }, set: { title: null } },
    ]);
  });

  it('leave a column that takes its default out of the insert', () => {
    let edits = stageInserts(noEdits(table), [{ id: 'new-1', values: { title: 'a' } }]);
    edits = stageInsertedCells(edits, [{ id: 'new-1', column: 'price', value: null }]);
    edits = stageInsertedCells(edits, [{ id: 'new-1', column: 'title', value: undefined }]);
    expect(changesOf(edits)).toEqual([{ kind: 'insert', table, rows: [{ price: null }] }]);
  });

  it('do not update a row that is to be deleted, and do again when the delete is taken back', () => {
    const updated = stageCells(noEdits(table), [{ ...row(1, 'a'), column: 'title', value: 'b' }]);
    const deleted = stageDelete(updated, [{ id: 1 }]);
    expect(changesOf(deleted)).toEqual([{ kind: 'delete', table, where: { keys: [{ id: 1 }] } }]);
    expect(countEdits(deleted)).toBe(1);
    expect(countEdits(unstage(deleted, [rowKey({ id: 1 })]))).toBe(0);
  });

  it('know rows by the values of their keys', () => {
    expect(rowKey({ a: 1, b: '1' })).not.toBe(rowKey({ a: '1', b: 1 }));
    expect(rowKey({ id: { type: 'integer', text: '9007199254740993' } })).toBe(
      rowKey({ id: { type: 'integer', text: '9007199254740993' } }),
    );
  });
});

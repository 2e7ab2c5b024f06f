import { describe, expect, it } from 'vitest';
import { movedRows } from '../../../src-renderer/format/moved-rows.ts';
import {
  noEdits,
  rebase,
  rowKey,
  stageCells,
  stageDelete,
} from '../../../src-renderer/format/staged-edits.ts';

const table = { schema: '', name: 'author' };
const key = { id: 1 };
const before = { id: 1, name: 'Ada', born: 1815 };
const edits = stageCells(noEdits(table), [{ key, before, column: 'name', value: 'Augusta' }]);
const id = rowKey(key);

describe('a row that is to be updated', () => {
  it('has not moved while it holds what the edit was made on', () => {
    expect(movedRows(edits, new Map([[id, before]]))).toEqual([]);
  });

  it('tells of every column that holds something else, with what is staged on it', () => {
    const now = { id: 1, name: 'Ada L.', born: 1816 };
    expect(movedRows(edits, new Map([[id, now]]))).toEqual([
      {
        table,
        id,
        key,
        now,
        cells: [
          { column: 'name', before: 'Ada', now: 'Ada L.', mine: 'Augusta' },
          { column: 'born', before: 1815, now: 1816, mine: undefined },
        ],
      },
    ]);
  });

  it('is gone where the database has it no more', () => {
    expect(movedRows(edits, new Map())).toEqual([{ table, id, key, now: null, cells: [] }]);
  });

  it('is no matter where it is to be deleted', () => {
    expect(movedRows(stageDelete(edits, [key]), new Map())).toEqual([]);
  });

  it('has not moved once the edit stands on what it holds now', () => {
    const now = { ...before, name: 'Ada L.' };
    const kept = rebase(edits, id, now);
    expect(movedRows(kept, new Map([[id, now]]))).toEqual([]);
    expect(kept.updates.get(id)?.set).toEqual({ name: 'Augusta' });
    expect(rebase(edits, id, { ...before, name: 'Augusta' }).updates.size).toBe(0);
  });
});

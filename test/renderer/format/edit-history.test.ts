import { describe, expect, it } from 'vitest';
import { tableKey } from '../../../src-main/model/identity.ts';
import {
  type AllEdits,
  advance,
  changedTables,
  countAll,
  freshHistory,
  merged,
  redone,
  undone,
} from '../../../src-renderer/format/edit-history.ts';
import { keptText, readKept } from '../../../src-renderer/format/kept-edits.ts';
import {
  changesOf,
  noEdits,
  stageCells,
  stageDelete,
  stageInserts,
  type TableEdits,
} from '../../../src-renderer/format/staged-edits.ts';

const books = { schema: '', name: 'books' };
const all = (...edits: readonly TableEdits[]): AllEdits =>
  new Map(edits.map((each) => [tableKey(each.table), each]));
const cell = (id: number, column: string, value: string) => ({
  key: { id },
  before: { id, title: 'a', note: null },
  column,
  value,
});
const deleted = stageDelete(noEdits(books), [{ id: 1 }]);
const both = stageCells(deleted, [cell(2, 'title', 'b')]);

describe('the history of staged edits', () => {
  it('goes back and forth by steps', () => {
    const steps = advance(advance(freshHistory(), all(deleted)), all(both));
    expect(countAll(steps.present)).toBe(2);
    expect(undone(steps).present).toEqual(all(deleted));
    expect(redone(undone(steps))).toEqual(steps);
    expect(undone(undone(undone(steps))).present).toEqual(new Map());
    expect(redone(steps)).toBe(steps);
  });

  it('loses what was undone with the next step', () => {
    const steps = advance(undone(advance(freshHistory(), all(deleted))), all(both));
    expect(steps.future).toEqual([]);
    expect(undone(steps).present).toEqual(new Map());
  });

  it('names the tables on which a step changes something', () => {
    const authors = stageDelete(noEdits({ schema: '', name: 'authors' }), [{ id: 1 }]);
    expect(changedTables(all(deleted, authors), all(both, authors))).toEqual([tableKey(books)]);
  });
});

describe('edits of two windows that are gone', () => {
  it('come together, the later ones last', () => {
    const later = stageInserts(stageCells(noEdits(books), [cell(2, 'note', 'c'), cell(3, 'title', 'd')]), [
      { id: 'new', values: { title: 'e' } },
    ]);
    const [edits] = merged(all(both), all(later)).values();
    expect(edits === undefined ? [] : changesOf(edits)).toEqual([
      { kind: 'delete', table: books, where: { keys: [{ id: 1 }] } },
      { kind: 'update', table: books, where: { keys: [{ id: 2 }] }, set: { title: 'b', note: 'c' } },
      { kind: 'update', table: books, where: { keys: [{ id: 3 }] }, set: { title: 'd' } },
      { kind: 'insert', table: books, rows: [{ title: 'e' }] },
    ]);
  });
});

describe('kept edits', () => {
  it('are read as they were written', () => {
    const big = { type: 'integer', text: '9007199254740993' } as const;
    const edits = all(
      stageInserts(
        stageCells(both, [{ key: { id: big }, before: { id: big, x: null }, column: 'x', value: '<b>' }]),
        [{ id: 'new', values: { id: null, blob: { type: 'bytes', text: '00ff' } } }],
      ),
    );
    const at = '2026-12-01T12:00:00.000Z';
    expect(readKept(keptText({ at, edits }))).toEqual({ at, edits });
  });

  it.each([
    '',
    '7',
    'null',
    '{"version":2,"at":"2026-12-01","tables":[]}',
    '{"version":1,"at":"soon","tables":[]}',
    '{"version":1,"at":"2026-12-01","tables":[{"table":{"schema":"","name":"a"},"inserts":[{}],"updates":[],"deletes":[]}]}',
    '{"version":1,"at":"2026-12-01","tables":[{"table":{"schema":"","name":"a"},"inserts":[],"updates":[],"deletes":[{"key":{"id":{"type":"x","text":""}}}]}]}',
  ])('are not read from %s', (text) => {
    expect(readKept(text)).toBeNull();
  });
});

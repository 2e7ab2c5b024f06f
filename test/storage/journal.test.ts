import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RowImage } from '../../src-main/model/row-images.ts';
import { createJournal } from '../../src-main/storage/journal.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
  path = join(folder, 'kept', 'journal.db');
});
afterEach(() => rm(folder, { recursive: true }));

const place = 'here';
const table = { schema: 'shop', name: 'customer' };
const newEntry = (entry: string, at = '2026-01-01T00:00:00.000Z') => ({
  entry,
  place,
  at,
  summary: `Change ${entry}`,
  effects: [],
  undoes: null,
});
const image = (id: number): RowImage => ({
  before: { id, note: 'x'.repeat(100) },
  after: null,
  followed: { id: 'a->b' },
});

test('the files of the journal can be read by their user alone', async () => {
  const journal = createJournal(path);
  journal.begin(newEntry('a'));
  for (const file of [path, `${path}-wal`, `${path}-shm`])
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  journal.close();
});

test('rows come back as they were put, in their order, page by page', async () => {
  const journal = createJournal(path);
  journal.begin(newEntry('a'));
  const images = Array.from({ length: 2500 }, (_, i) => image(i));
  images[7] = {
    before: {
      zero: -0,
      none: null,
      yes: true,
      small: 5e-324,
      text: '\u0000"\ud83d\ude00',
      big: { type: 'integer', text: '9223372036854775807' },
    },
    after: null,
    followed: {},
  };
  journal.append('a', 0, { table, action: 'update' }, 0, images);
  journal.putAfter('a', 0, 2, [{ id: 2, note: 'new' }]);
  const kept = journal.images('a');
  expect(kept.sets).toMatchObject([{ table, action: 'update', count: 2500 }]);
  const read: RowImage[] = [];
  for (const set of kept.sets) for await (const page of kept.pages(set)) read.push(...page);
  expect(read).toHaveLength(2500);
  expect(read[2]).toEqual({ ...images[2], after: { id: 2, note: 'new' } });
  expect(read[7]).toEqual(images[7]);
  expect(read.filter((_, i) => i !== 2)).toEqual(images.filter((_, i) => i !== 2));
  journal.close();
});

test('an entry is listed once its change was committed, for its database alone', () => {
  const journal = createJournal(path);
  journal.begin(newEntry('a'));
  expect(journal.list(place)).toEqual([]);
  journal.ready('a');
  expect(journal.list(place)).toEqual([]);
  journal.applied('a');
  expect(journal.list(place)).toMatchObject([{ entry: 'a', undoable: true, reason: null }]);
  expect(journal.list('elsewhere')).toEqual([]);
  journal.begin({ ...newEntry('b'), undoes: 'a' });
  journal.withoutRows('b', 'It is too large.');
  journal.applied('b');
  expect(journal.list(place)).toMatchObject([
    { entry: 'b', undoable: false, reason: 'It is too large.' },
    { entry: 'a', undoable: false, reason: 'It was undone already.' },
  ]);
  journal.close();
});

test('what is too old, and the eldest of too much, is forgotten with its rows', () => {
  const journal = createJournal(path, { age: 1000, total: 3000 });
  const keep = (entry: string, at: number) => {
    journal.begin(newEntry(entry, new Date(at).toISOString()));
    journal.append(
      entry,
      0,
      { table, action: 'delete' },
      0,
      Array.from({ length: 10 }, (_, i) => image(i)),
    );
    journal.applied(entry);
  };
  keep('old', 0);
  keep('young', 5000);
  journal.prune(new Date(5500));
  expect(journal.list(place).map(({ entry }) => entry)).toEqual(['young']);
  keep('b', 5000);
  keep('c', 5000);
  journal.prune(new Date(5500));
  expect(journal.list(place).map(({ entry }) => entry)).toEqual(['c', 'b']);
  expect(() => journal.images('young')).toThrow('no entry');
  journal.close();
});

test('of a process that was killed, what was begun is gone and what was ready is unsettled', () => {
  const script = `
    const { createJournal } = await import(${JSON.stringify(resolve('src-main/storage/journal.ts'))});
    const journal = createJournal(${JSON.stringify(path)});
    const entry = (entry) => ({ entry, place: 'here', at: new Date().toISOString(), summary: '', effects: [], undoes: null });
    journal.begin(entry('begun'));
    journal.begin(entry('ready'));
    journal.ready('ready');
    process.kill(process.pid, 'SIGKILL');`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(child.signal, child.stderr).toBe('SIGKILL');
  const journal = createJournal(path);
  expect(journal.unsettled(place)).toEqual(['ready']);
  journal.drop('ready');
  expect(journal.unsettled(place)).toEqual([]);
  journal.begin(newEntry('mine'));
  journal.ready('mine');
  expect(journal.unsettled(place)).toEqual([]);
  journal.lost('mine');
  expect(journal.unsettled(place)).toEqual(['mine']);
  journal.close();
});

import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImageLayout, PackedRows, RowImage, RowImages } from '../../src-main/model/row-images.ts';
import type { Value } from '../../src-main/model/value.ts';
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
const layout: ImageLayout = { columns: ['id', 'note'], follows: [] };
/** Rows packed as JSON. */
const pack = (rows: readonly (readonly Value[])[]): PackedRows => ({
  shape: 'json',
  count: rows.length,
  bytes: Buffer.from(JSON.stringify(rows)),
});
const unpack = ({ bytes }: PackedRows): Value[][] => JSON.parse(Buffer.from(bytes).toString());
const row = (id: number): readonly Value[] => [id, 'x'.repeat(100)];
async function allOf(images: RowImages): Promise<readonly RowImage[]> {
  const all: RowImage[] = [];
  for (const set of images.sets) for await (const page of images.pages(set)) all.push(...page);
  return all;
}

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
  const rows = Array.from({ length: 2500 }, (_, i) => row(i));
  journal.open('a', 0, { table, action: 'delete' }, layout);
  for (const [from, to] of [
    [0, 3],
    [3, 1800],
    [1800, 2500],
  ])
    journal.append('a', 0, 'before', pack(rows.slice(from, to)));
  const kept = journal.images('a', unpack);
  expect(kept.sets).toMatchObject([{ table, action: 'delete', count: 2500, columns: ['id', 'note'] }]);
  expect(await allOf(kept)).toEqual(
    rows.map(([id, note]) => ({ before: { id, note }, after: null, followed: {} })),
  );
  journal.close();
});

test('an updated row is given as it was and as it became, with the relations whose cascade set its columns', async () => {
  const journal = createJournal(path);
  journal.begin(newEntry('a'));
  const follows = [{ column: 'id', relations: { 3: 'a->b' } }];
  journal.open('a', 0, { table, action: 'update' }, { ...layout, follows });
  journal.append(
    'a',
    0,
    'before',
    pack([
      [1, 'one', 3],
      [2, 'two', null],
      [3, 'three', 2],
    ]),
  );
  journal.append('a', 0, 'after', pack([[10, 'one']]));
  journal.append(
    'a',
    0,
    'after',
    pack([
      [2, 'TWO'],
      [4, 'three'],
    ]),
  );
  journal.open('a', 1, { table, action: 'insert' }, layout);
  journal.append('a', 1, 'after', pack([[5, 'new']]));
  const kept = journal.images('a', unpack);
  expect(kept.sets).toMatchObject([
    { action: 'update', count: 3 },
    { action: 'insert', count: 1 },
  ]);
  expect(await allOf(kept)).toEqual([
    { before: { id: 1, note: 'one' }, after: { id: 10, note: 'one' }, followed: { id: 'a->b' } },
    { before: { id: 2, note: 'two' }, after: { id: 2, note: 'TWO' }, followed: {} },
    { before: { id: 3, note: 'three' }, after: { id: 4, note: 'three' }, followed: {} },
    { before: null, after: { id: 5, note: 'new' }, followed: {} },
  ]);
  journal.close();
});

test('a journal of the first version keeps its history, and says why it cannot be undone', () => {
  createJournal(path).begin(newEntry('before'));
  const old = new Database(path);
  old.exec(`
    DROP TABLE image_piece;
    DROP TABLE image_set;
    CREATE TABLE image_set (entry INTEGER REFERENCES entry ON DELETE CASCADE, position INTEGER, "schema" TEXT, name TEXT,
      action TEXT, PRIMARY KEY (entry, position)) WITHOUT ROWID;
    CREATE TABLE image (entry INTEGER, position INTEGER, ordinal INTEGER, before TEXT, after TEXT, followed TEXT,
      PRIMARY KEY (entry, position, ordinal), FOREIGN KEY (entry, position) REFERENCES image_set ON DELETE CASCADE) WITHOUT ROWID;
    UPDATE entry SET state = 'applied';
    INSERT INTO image_set VALUES (1, 0, '', 'customer', 'delete');
    INSERT INTO image VALUES (1, 0, 0, '{"id":1}', NULL, NULL);
    PRAGMA user_version = 1;`);
  old.close();
  const journal = createJournal(path);
  expect(journal.list(place)).toMatchObject([
    { entry: 'before', undoable: false, reason: expect.stringContaining('older version') },
  ]);
  journal.begin(newEntry('next'));
  journal.open('next', 0, { table, action: 'delete' }, layout);
  expect(journal.images('before', unpack).sets).toEqual([]);
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
    journal.open(entry, 0, { table, action: 'delete' }, layout);
    journal.append(entry, 0, 'before', pack(Array.from({ length: 10 }, (_, i) => row(i))));
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
  expect(() => journal.images('young', unpack)).toThrow('no entry');
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

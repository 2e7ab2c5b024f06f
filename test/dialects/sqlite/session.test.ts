import { describe, expect, it } from 'vitest';
import type { StatementLog } from '../../../src-main/model/statement-log.ts';
import type { Value } from '../../../src-main/model/value.ts';
import { databaseFile, open, openSession, rows, run } from './database-file.ts';

describe('values', () => {
  it.each<[string, Value, string]>([
    ['NULL', null, 'null'],
    ['an integer', 42, 'integer'],
    ['a negative integer', -7, 'integer'],
    ['the largest safe integer', Number.MAX_SAFE_INTEGER, 'integer'],
    ['a larger integer', { type: 'integer', text: '9007199254740993' }, 'integer'],
    ['the largest integer', { type: 'integer', text: '9223372036854775807' }, 'integer'],
    ['the smallest integer', { type: 'integer', text: '-9223372036854775808' }, 'integer'],
    ['a floating point number', 0.1, 'real'],
    ['a large floating point number', 1e300, 'real'],
    ['infinity', { type: 'other', text: '-Infinity' }, 'real'],
    ['text', "O'Brien \u{1f600} \u0000 end", 'text'],
    ['empty text', '', 'text'],
    ['text that looks like a number', '007', 'text'],
    ['bytes', { type: 'bytes', text: '00ff10' }, 'blob'],
    ['no bytes', { type: 'bytes', text: '' }, 'blob'],
  ])('%s comes back as it was stored', async (_name, value, type) => {
    const session = await openSession('CREATE TABLE t (a)');
    await run(session, 'INSERT INTO t VALUES (?)', [value]);
    expect(await rows(session, 'SELECT a, typeof(a) FROM t WHERE a IS ?', [value])).toEqual([[value, type]]);
  });

  it('stores true and false as 1 and 0', async () => {
    const session = await openSession();
    expect(await rows(session, 'SELECT ?, ?', [true, false])).toEqual([[1, 0]]);
  });

  it('leaves dates as they are stored', async () => {
    const session = await openSession(
      "CREATE TABLE t (a DATE, b TIMESTAMP); INSERT INTO t VALUES ('2026-01-02', 5)",
    );
    const result = await run(session, 'SELECT a, b FROM t');
    expect(result.rows).toEqual([['2026-01-02', 5]]);
    expect(result.columns).toEqual([
      { name: 'a', type: 'DATE' },
      { name: 'b', type: 'TIMESTAMP' },
    ]);
  });

  it.each<[Value, string]>([
    [{ type: 'integer', text: '9223372036854775808' }, "does not fit into SQLite's 64 bit integer"],
    [{ type: 'integer', text: '1.5' }, 'is no integer'],
    [{ type: 'bytes', text: 'xyz' }, 'are no bytes'],
  ])('%o is refused', async (value, message) => {
    const session = await openSession();
    await expect(run(session, 'SELECT ?', [value])).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringContaining(message),
    });
  });
});

describe('a statement', () => {
  const script = `CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
    CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES p ON DELETE CASCADE, n INT NOT NULL DEFAULT 0 CHECK (n < 10));
    CREATE TABLE r (p INT REFERENCES p ON DELETE RESTRICT);
    INSERT INTO p VALUES (1, 'a'), (2, 'b'), (3, 'c'); INSERT INTO c (p) VALUES (1), (1), (2); INSERT INTO r VALUES (3)`;

  it('tells the rows it matched, without those of cascades and also where nothing differs', async () => {
    const session = await openSession(script);
    expect((await run(session, 'UPDATE c SET n = n')).affected).toBe(3);
    expect((await run(session, 'DELETE FROM p WHERE id = 1')).affected).toBe(1);
    expect((await run(session, 'DELETE FROM p WHERE id = 1')).affected).toBe(0);
    expect((await run(session, 'UPDATE c SET n = 1 RETURNING id')).affected).toBe(1);
    expect((await run(session, 'UPDATE c SET n = 1 WHERE false RETURNING id')).affected).toBe(0);
    expect((await run(session, 'SELECT * FROM c')).affected).toBe(0);
  });

  it.each([
    ["INSERT INTO p VALUES (9, 'b')", 'Another row has the same p.name.'],
    ['INSERT INTO p VALUES (2, NULL)', 'Another row has the same p.id.'],
    ['INSERT INTO c (n) VALUES (NULL)', 'c.n must not be NULL.'],
    ['INSERT INTO c (n) VALUES (11)', 'The check n < 10 refuses the row.'],
    [
      'INSERT INTO c (p) VALUES (99)',
      'A foreign key forbids the change: a row would reference a parent that does not exist; SQLite does not name the key.',
    ],
    [
      'DELETE FROM p WHERE id = 3',
      'A foreign key with RESTRICT forbids the change: rows still reference what it removes; SQLite does not name the key.',
    ],
    ["INSERT INTO p VALUES ('x', 'x')", 'A value is no integer, as the primary key of the table demands.'],
  ])('%s violates a constraint', async (text, message) => {
    const session = await openSession(script);
    await expect(run(session, text)).rejects.toMatchObject({ code: 'constraint.violated', message });
  });

  it.each(['SELEC 1', 'SELECT * FROM nowhere', 'SELECT 1; SELECT 2', 'SELECT ?', ''])(
    '"%s" is refused as a request',
    async (text) => {
      const session = await openSession();
      await expect(run(session, text)).rejects.toMatchObject({ code: 'request.invalid' });
    },
  );

  it('is logged with its rows, or with its failure', async () => {
    const log: StatementLog[] = [];
    const session = await openSession('CREATE TABLE t (a)', { onStatement: (entry) => log.push(entry) });
    await session.begin();
    await run(session, 'INSERT INTO t VALUES (?), (2)', [1]);
    await run(session, 'SELECT * FROM t');
    await run(session, 'SELECT b FROM t').catch(() => undefined);
    await session.rollback();
    expect(log.map(({ milliseconds, ...entry }) => entry)).toEqual([
      { text: 'BEGIN IMMEDIATE', params: [], rows: 0, error: null },
      { text: 'INSERT INTO t VALUES (?), (2)', params: [1], rows: 2, error: null },
      { text: 'SELECT * FROM t', params: [], rows: 2, error: null },
      {
        text: 'SELECT b FROM t',
        params: [],
        rows: null,
        error: 'SQLite refuses the statement: no such column: b.',
      },
      { text: 'ROLLBACK', params: [], rows: 0, error: null },
    ]);
  });
});

describe('sessions', () => {
  it('see what others have committed, and nothing else', async () => {
    const database = await open(databaseFile('PRAGMA journal_mode = WAL; CREATE TABLE t (a)'));
    const [one, two] = [await database.session(), await database.session()];
    await one.begin();
    await run(one, 'INSERT INTO t VALUES (1)');
    expect(await rows(two, 'SELECT count(*) FROM t')).toEqual([[0]]);
    await one.commit();
    expect(await rows(two, 'SELECT count(*) FROM t')).toEqual([[1]]);
  });

  it('come back rolled back, with foreign keys on and without temporary tables', async () => {
    const database = await open(databaseFile('CREATE TABLE t (a)'));
    const session = await database.session();
    await run(session, 'PRAGMA foreign_keys = OFF');
    await run(session, 'CREATE TEMPORARY TABLE "my ""own""" (a)');
    await run(session, 'CREATE TEMPORARY VIEW v AS SELECT 1');
    await run(session, 'ANALYZE temp');
    await session.begin();
    await run(session, 'INSERT INTO t VALUES (1)');
    await session.release();
    const next = await database.session();
    expect(await rows(next, 'SELECT name FROM temp.sqlite_schema')).toEqual([]);
    expect(await rows(next, 'SELECT count(*) FROM t')).toEqual([[0]]);
    expect(await rows(next, 'PRAGMA foreign_keys')).toEqual([[1]]);
  });

  it('are four at most: the fifth waits for one to be released', async () => {
    const database = await open(databaseFile());
    const taken = await Promise.all([1, 2, 3, 4].map(() => database.session()));
    let served = false;
    const fifth = database.session().then((session) => {
      served = true;
      return session;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(served).toBe(false);
    await taken[0]?.release();
    await taken[0]?.release();
    expect(await rows(await fifth, 'SELECT 1')).toEqual([[1]]);
  });

  it('refuse to work once the database is closed', async () => {
    const database = await open(databaseFile());
    const session = await database.session();
    await database.close();
    await expect(run(session, 'SELECT 1')).rejects.toMatchObject({ code: 'connection.lost' });
    await expect(database.session()).rejects.toMatchObject({ code: 'connection.lost' });
    await session.rollback();
    await session.release();
  });
});

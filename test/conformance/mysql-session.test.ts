import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type OpenMysql, openMysql } from '../support/open-mysql.ts';
import { soon } from '../support/soon.ts';

let open: OpenMysql;
beforeAll(async () => {
  open = await openMysql();
});
afterAll(() => open.close());
beforeEach(async () => {
  await open.session.rollback();
  await open.run('DROP TABLE IF EXISTS t');
  await open.run('CREATE TABLE t (id int PRIMARY KEY, v varchar(9))');
  await open.run("INSERT INTO t VALUES (1, 'a'), (2, 'b')");
});

const plain = (text: string) => ({ text, params: [] });

describe('cancelling', () => {
  test.each([
    'SELECT SLEEP(30)',
    'SELECT count(*) FROM information_schema.COLUMNS a, information_schema.COLUMNS b, information_schema.COLUMNS c',
    'UPDATE t SET v = SLEEP(30)',
  ])('ends "%s" within a second, and the session goes on', async (text) => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 200);
    const started = performance.now();
    await expect(open.session.run(plain(text), abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - started).toBeLessThan(soon);
    expect((await open.run('SELECT v FROM t ORDER BY id')).rows).toEqual([['a'], ['b']]);
  });

  test('before the statement is sent sends nothing', async () => {
    const sent = open.log.length;
    await expect(open.session.run(plain('DELETE FROM t'), AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect((await open.run('SELECT count(*) FROM t')).rows).toEqual([[2]]);
    expect(open.log.length).toBe(sent + 2);
  });

  test('too late never hits the next statement', async () => {
    for (let round = 0; round < 40; round += 1) {
      const abort = new AbortController();
      const running = open.session.run(plain('SELECT 1'), abort.signal).catch(() => null);
      setTimeout(() => abort.abort(), Math.random() * 2);
      await running;
      expect((await open.run('SELECT SLEEP(0.003)')).rows).toEqual([[0]]);
    }
  });
});

describe('a transaction', () => {
  test('is undone by a rollback and by a release', async () => {
    await open.session.begin();
    await open.run('DELETE FROM t WHERE id = 1');
    await open.session.rollback();
    const other = await open.database.session();
    await other.begin();
    await other.run(plain('DELETE FROM t'));
    await other.release();
    expect((await open.run('SELECT count(*) FROM t')).rows).toEqual([[2]]);
  });

  test('for a preview locks no row that it copies into a temporary table', async () => {
    const other = await open.database.session();
    await other.begin({ forPreview: true });
    await other.run(plain('CREATE TEMPORARY TABLE w AS SELECT id FROM t LIMIT 0'));
    await other.run(plain('INSERT INTO w SELECT id FROM t'));
    await open.run('SET SESSION innodb_lock_wait_timeout = 1');
    expect((await open.run("UPDATE t SET v = 'x'")).affected).toBe(2);
    await other.release();
  });

  test('that waits for a lock is a timeout that says so', async () => {
    const other = await open.database.session();
    await other.begin();
    await other.run(plain("UPDATE t SET v = 'x'"));
    await open.run('SET SESSION innodb_lock_wait_timeout = 1');
    await expect(open.run("UPDATE t SET v = 'y'")).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('lock'),
    });
    await other.release();
  });
});

describe('a session that was released', () => {
  test('leaves no temporary table, variable, lock or other database to the next', async () => {
    const sessions = await Promise.all(Array.from({ length: 4 }, () => open.database.session()));
    for (const session of sessions) {
      await session.run(plain('CREATE TEMPORARY TABLE mine AS SELECT 1 AS a'));
      await session.run(plain("SET sql_mode = 'ANSI_QUOTES', @mark = 1"));
      await session.run(plain('USE information_schema'));
    }
    await Promise.all(sessions.map((session) => session.release()));
    for (const session of await Promise.all(sessions.map(() => open.database.session()))) {
      await expect(session.run(plain('SELECT * FROM mine'))).rejects.toMatchObject({
        code: 'request.invalid',
      });
      const state = await session.run(
        plain('SELECT @mark, @@sql_mode LIKE \'%ANSI%\', "text", count(*) FROM t'),
      );
      expect(state.rows).toEqual([[null, 0, 'text', 2]]);
      await session.release();
    }
  });

  test('is thrown away when its connection was lost, and another takes its place', async () => {
    const other = await open.database.session();
    const id = (await other.run(plain('SELECT CONNECTION_ID()'))).rows[0]?.[0];
    await open.run(`KILL ${id}`);
    await expect(other.run(plain('SELECT 1'))).rejects.toMatchObject({ code: 'connection.lost' });
    await other.rollback();
    await other.release();
    const next = await open.database.session();
    expect((await next.run(plain('SELECT 1'))).rows).toEqual([[1]]);
    await next.release();
  });

  test('makes way for one that waits', async () => {
    const held = await Promise.all(Array.from({ length: 4 }, () => open.database.session()));
    let got = false;
    const waiting = open.database.session().then(async (session) => {
      got = true;
      await session.release();
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(got).toBe(false);
    await held[0]?.release();
    await waiting;
    await Promise.all(held.slice(1).map((session) => session.release()));
  });
});

describe('a read-only connection', () => {
  test('refuses to write and to change tables, and still previews', async () => {
    const other = await openMysql({ readOnly: true, url: open.url });
    for (const text of [
      "INSERT INTO t VALUES (3, 'c')",
      'DELETE FROM t',
      'CREATE TABLE u (a int)',
      'DROP TABLE t',
    ])
      await expect(other.run(text)).rejects.toMatchObject({ code: 'readOnly' });
    await other.session.begin();
    await expect(other.run('DELETE FROM t')).rejects.toMatchObject({ code: 'readOnly' });
    await other.session.rollback();

    await other.session.begin({ forPreview: true });
    await other.run('CREATE TEMPORARY TABLE w (PRIMARY KEY (id)) AS SELECT id FROM t LIMIT 0');
    expect((await other.run('INSERT INTO w SELECT id FROM t')).affected).toBe(2);
    await other.run('DROP TEMPORARY TABLE w');
    await other.session.rollback();
    await expect(other.run('DELETE FROM t')).rejects.toMatchObject({ code: 'readOnly' });
    await other.close();
  });
});

test('affected rows are those that matched, changed or not', async () => {
  expect((await open.run("UPDATE t SET v = 'a' WHERE id = 1")).affected).toBe(1);
  expect((await open.run('DELETE FROM t')).affected).toBe(2);
});

test('the log holds each statement once, with its parameters, its rows or its failure', async () => {
  const start = open.log.length;
  await open.run('SELECT v FROM t WHERE id = ?', [1]);
  await open.run('SELECT * FROM missing').catch(() => {});
  expect(open.log.slice(start)).toEqual([
    {
      text: 'SELECT v FROM t WHERE id = ?',
      params: [1],
      milliseconds: expect.any(Number),
      rows: 1,
      error: null,
    },
    {
      text: 'SELECT * FROM missing',
      params: [],
      milliseconds: expect.any(Number),
      rows: null,
      error: expect.stringContaining('missing'),
    },
  ]);
});

test('two statements in one are refused', async () => {
  await expect(open.run('SELECT 1; DELETE FROM t')).rejects.toMatchObject({ code: 'request.invalid' });
  expect((await open.run('SELECT count(*) FROM t')).rows).toEqual([[2]]);
});

test('a text parameter stays a text in any sql_mode and character set', async () => {
  const hostile = "\\' OR 1 = 1 -- \u00bf'";
  for (const mode of ["sql_mode = 'NO_BACKSLASH_ESCAPES'", "sql_mode = 'ANSI_QUOTES'", 'NAMES latin1']) {
    await open.run(`SET ${mode}`);
    expect((await open.run('SELECT id FROM t WHERE v = ?', [hostile])).rows).toEqual([]);
  }
  await open.run('SET NAMES utf8mb4');
});

test('the first result of a procedure is shown', async () => {
  await open.run('CREATE PROCEDURE two() BEGIN SELECT id FROM t ORDER BY id; SELECT 7; END');
  const result = await open.run('CALL two()');
  expect(result.columns).toEqual([{ name: 'id', type: 'int' }]);
  expect(result.rows).toEqual([[1], [2]]);
});

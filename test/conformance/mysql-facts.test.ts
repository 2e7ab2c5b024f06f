import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { mysql } from '../../src-main/dialects/mysql/index.ts';
import { type OpenMysql, openMysql } from '../support/open-mysql.ts';

const { sql } = mysql;
let open: OpenMysql;

beforeAll(async () => {
  open = await openMysql();
  await open.run(
    "CREATE TABLE t (id bigint unsigned PRIMARY KEY, v varchar(10) COLLATE utf8mb4_bin NOT NULL, d decimal(9,2), b blob, e enum('x','y') NOT NULL) CHARACTER SET utf8mb4",
  );
  await open.run(
    "INSERT INTO t VALUES (18446744073709551615, 'ä', 1.10, X'ff', 'x'), (2, 'A', NULL, NULL, 'y')",
  );
});
afterEach(() => open.run(sql.dropTemporary('`w`')));
afterAll(() => open.close());

describe('a temporary table', () => {
  test('has the types and collations of its select, outer columns nullable, and its key', async () => {
    const select =
      'SELECT a.id AS k0, a.v AS k1, b.v AS value, b.e AS e, 0 AS effect FROM t a LEFT JOIN t b ON 1 = 0';
    for (const text of sql.createTemporary('`w`', select, ['k0', 'k1'])) await open.run(text);
    const shape = (await open.run('SHOW CREATE TABLE w')).rows[0]?.[1];
    expect(shape).toContain('`k0` bigint(20) unsigned NOT NULL');
    expect(shape).toMatch(/`k1` varchar\(10\).* COLLATE utf8mb4_bin NOT NULL/);
    expect(shape).toMatch(/`value` varchar\(10\).* COLLATE utf8mb4_bin(?! NOT NULL)/);
    expect(shape).toContain("`e` enum('x','y')");
    expect(shape).toContain('PRIMARY KEY (`k0`,`k1`)');
    expect((await open.run('SELECT count(*) FROM w')).rows).toEqual([[0]]);
  });

  test('keeps rows that are there when more are put in, with and without locks', async () => {
    for (const text of sql.createTemporary('`w`', 'SELECT id AS k0, 0 AS effect FROM t', ['k0']))
      await open.run(text);
    const put = (effect: number, lock: string) =>
      open.run(
        `INSERT INTO w (k0, effect) SELECT t.id, ${effect} FROM t WHERE 1 = 1${lock} ${sql.keepExisting('`w`', 'k0')}`,
      );
    await put(1, '');
    await put(2, sql.lockForUpdate);
    await put(3, sql.lockForShare);
    expect((await open.run('SELECT effect, count(*) FROM w GROUP BY effect')).rows).toEqual([[1, 2]]);
  });

  test('is made and dropped without ending the transaction', async () => {
    await open.session.begin();
    await open.run("UPDATE t SET v = 'z' WHERE id = 2");
    for (const text of sql.createTemporary('`w`', 'SELECT id AS k0 FROM t', ['k0'])) await open.run(text);
    await open.run(sql.dropTemporary('`w`'));
    await open.session.rollback();
    expect((await open.run('SELECT v FROM t WHERE id = 2')).rows).toEqual([['A']]);
  });
});

describe('the hash of a set of rows', () => {
  const hash = async (rows: readonly string[], width = 2) => {
    const columns = Array.from({ length: width }, (_, i) => `c${i}`);
    const from = rows.map((row) => `SELECT ${row}`).join(' UNION ALL ');
    const named = `WITH r (${columns.join(', ')}) AS (${from}) SELECT ${sql.setHash(columns)} FROM r`;
    return (await open.run(named)).rows[0]?.[0];
  };

  test('is the same in any order, and a text', async () => {
    const one = await hash(["1, 'a'", "2, 'b'", '3, NULL']);
    expect(one).toBeTypeOf('string');
    expect(await hash(['3, NULL', "1, 'a'", "2, 'b'"])).toBe(one);
  });

  test.each([
    [["1, 'a'"], ["1, 'b'"]],
    [["1, 'a'"], ["1, 'A'"]],
    [["1, 'a'"], ["1, 'a '"]],
    [["1, ''"], ['1, NULL']],
    [["'', NULL"], ["NULL, ''"]],
    [["'ab', 'c'"], ["'a', 'bc'"]],
    [["1, 'a'"], ["1, 'a'", "1, 'a'"]],
    [
      ["1, 'a'", "2, 'b'"],
      ["1, 'b'", "2, 'a'"],
    ],
    [["1, X'ff'"], ["1, X'fe'"]],
    [["1, 'N'"], ['1, NULL']],
  ])('of %j differs from that of %j', async (left, right) => {
    expect(await hash(left)).not.toBe(await hash(right));
  });

  test('of no rows is that of no rows', async () => {
    const none = async (from: string) =>
      (await open.run(`SELECT ${sql.setHash(['id', 'v'])} FROM ${from}`)).rows[0]?.[0];
    expect(await none('t WHERE 1 = 0')).toBe('0:0:0');
    expect(await none('t')).not.toBe('0:0:0');
  });

  test('sees the end of values of megabytes', async () => {
    expect(await hash(["1, CONCAT(REPEAT('x', 12000000), 'a')"])).not.toBe(
      await hash(["1, CONCAT(REPEAT('x', 12000000), 'b')"]),
    );
  });
});

test('a null-safe comparison holds for two nulls', async () => {
  const { rows } = await open.run(
    `SELECT ${sql.nullSafeEqual('NULL', 'NULL')}, ${sql.nullSafeEqual('1', 'NULL')}`,
  );
  expect(rows).toEqual([[1, 0]]);
});

test('a row of defaults alone can be inserted', async () => {
  await open.run('CREATE TABLE defaults (id int AUTO_INCREMENT PRIMARY KEY, a int DEFAULT 3)');
  expect((await open.run(`INSERT INTO defaults${sql.insertDefaults}`)).affected).toBe(1);
  expect((await open.run('SELECT * FROM defaults')).rows).toEqual([[1, 3]]);
});

test('any value has a text', async () => {
  const { rows } = await open.run(
    `SELECT ${sql.asText('id')}, ${sql.asText('d')}, ${sql.asText('e')} FROM t ORDER BY id`,
  );
  expect(rows).toEqual([
    ['2', null, 'y'],
    ['18446744073709551615', '1.10', 'x'],
  ]);
});

test('a list of whole numbers is complete and in order', async () => {
  const list = sql.numberList?.('x') ?? '';
  const numbers = Array.from({ length: 5000 }, (_, i) => `SELECT ${4999 - i} AS x`).join(' UNION ALL ');
  const { rows } = await open.run(`SELECT ${list} FROM (${numbers}) n`);
  expect(rows).toEqual([[Array.from({ length: 5000 }, (_, i) => i).join()]]);
  const { rows: edges } = await open.run(`SELECT ${list} FROM (SELECT id AS x FROM t UNION SELECT -3) n`);
  expect(edges).toEqual([['-3,2,18446744073709551615']]);
});

import { describe, expect, it } from 'vitest';
import { sqlite } from '../../../src-main/dialects/sqlite/index.ts';
import type { Value } from '../../../src-main/model/value.ts';
import { openSession, rows, run } from './database-file.ts';

const { sql } = sqlite;

describe('a temporary table', () => {
  const script = 'CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR(20), price DECIMAL(10,2), raw, n INT)';

  it('is shaped like the SELECT, empty, and keeps the affinities of its columns', async () => {
    const session = await openSession(script);
    for (const text of sql.createTemporary('"my keys"', 'SELECT id, name, price, raw, n FROM t', [
      'id',
      'n',
    ])) {
      await run(session, text);
    }
    await run(session, `INSERT INTO "my keys" VALUES ('1', 2, '3.50', '4', '5')`);
    expect(
      await rows(
        session,
        'SELECT typeof(id), typeof(name), typeof(price), typeof(raw), typeof(n) FROM "my keys"',
      ),
    ).toEqual([['integer', 'text', 'real', 'text', 'integer']]);
    await expect(run(session, 'INSERT INTO "my keys" (id, n) VALUES (1, 5)')).rejects.toMatchObject({
      code: 'constraint.violated',
    });
    await run(
      session,
      `INSERT INTO "my keys" (id, n) SELECT 1, 5 WHERE 1${sql.keepExisting('"my keys"', 'id')}`,
    );
    expect(await rows(session, 'SELECT count(*) FROM "my keys"')).toEqual([[1]]);
    await run(session, sql.analyzeTemporary('"my keys"', 500) ?? '');
    await run(session, sql.dropTemporary('"my keys"'));
    await run(session, sql.dropTemporary('"my keys"'));
  });

  it('does not run the SELECT', async () => {
    const session = await openSession();
    const endless =
      'WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) AS x FROM n';
    for (const text of sql.createTemporary('`k`', endless, ['x'])) await run(session, text);
    expect(await rows(session, 'SELECT count(*) FROM k')).toEqual([[0]]);
  });

  it('dropped is never a table of the file', async () => {
    const session = await openSession(script);
    await run(session, sql.dropTemporary('"t"'));
    expect(await rows(session, 'SELECT count(*) FROM t')).toEqual([[0]]);
  });

  it('can be made by a preview while another session writes', async () => {
    const session = await openSession(script);
    await session.begin({ forPreview: true });
    for (const text of sql.createTemporary('k', 'SELECT id FROM t', ['id'])) await run(session, text);
    await session.rollback();
    expect(await rows(session, 'SELECT count(*) FROM temp.sqlite_schema')).toEqual([[0]]);
  });
});

describe('the set hash', () => {
  const hashOf = async (set: readonly (readonly Value[])[]): Promise<Value | undefined> => {
    const session = await openSession('CREATE TABLE t (a, b)');
    for (const row of set) await run(session, 'INSERT INTO t VALUES (?, ?)', row);
    return (await rows(session, `SELECT ${sql.setHash(['a', 'b'])} FROM t`))[0]?.[0];
  };

  it('is the same text for the same rows in any order and any session', async () => {
    const set: Value[][] = [
      [1, 'a'],
      [2, null],
      [{ type: 'bytes', text: 'ff' }, 1.5],
      [1, 'a'],
    ];
    const hash = await hashOf(set);
    expect(hash).toMatch(/^4:[0-9a-f]{64}$/);
    expect(await hashOf([...set].reverse())).toBe(hash);
  });

  it.each<[string, Value[][], Value[][]]>([
    ['NULL and an empty text', [[null, 1]], [['', 1]]],
    ['a number and the same text', [[1, 1]], [['1', 1]]],
    ['bytes and the same text', [['a', 1]], [[{ type: 'bytes', text: '61' }, 1]]],
    ['values cut apart differently', [['ab', 'c']], [['a', 'bc']]],
    [
      'rows that occur once and twice',
      [[1, 1]],
      [
        [1, 1],
        [1, 1],
      ],
    ],
    [
      'no rows and two equal ones',
      [],
      [
        [1, 1],
        [1, 1],
      ],
    ],
    [
      'values exchanged between rows',
      [
        [1, 2],
        [3, 4],
      ],
      [
        [1, 4],
        [3, 2],
      ],
    ],
  ])('tells %s apart', async (_name, one, other) => {
    expect(await hashOf(one)).not.toBe(await hashOf(other));
  });
});

describe('expressions', () => {
  it('compare NULL as a value', async () => {
    const session = await openSession();
    const both = (a: string, b: string) => rows(session, `SELECT ${sql.nullSafeEqual(a, b)}`);
    expect(await both('NULL', 'NULL')).toEqual([[1]]);
    expect(await both('NULL', '1')).toEqual([[0]]);
    expect(await both('1', '1')).toEqual([[1]]);
  });

  it.each([
    ['NULL', null],
    ['12', '12'],
    ['0.1 + 0.2', '0.30000000000000004'],
    ["'x'", 'x'],
    ["x'00FF'", '00ff'],
  ])('%s as text is %s', async (expression, text) => {
    const session = await openSession();
    expect(await rows(session, `SELECT ${sql.asText(`(${expression})`)}`)).toEqual([[text]]);
  });

  it('keep a parameter comparable with a column of any type', async () => {
    const session = await openSession(`CREATE TABLE t (i INT, s TEXT, x, d DECIMAL);
      INSERT INTO t VALUES (1, '1', 1, 1.5)`);
    expect(await rows(session, 'SELECT i = ?, s = ?, x = ?, d = ? FROM t', ['1', 1, 1, '1.50'])).toEqual([
      [1, 1, 1, 1],
    ]);
  });
});

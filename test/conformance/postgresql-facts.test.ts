import { afterAll, beforeAll, expect, test } from 'vitest';
import { facts } from '../../src-main/dialects/postgresql/facts.ts';
import { type OpenPostgresql, openPostgresql } from '../support/open-postgresql.ts';

let open: OpenPostgresql;

beforeAll(async () => {
  open = await openPostgresql();
  await open.run(
    `CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`,
  );
  await open.run('CREATE TABLE row (id int PRIMARY KEY, a text, b text COLLATE nocase)');
});
afterAll(() => open.close());

/** The hash of rows given as VALUES, in that order. */
async function hash(rows: string): Promise<unknown> {
  const query = `SELECT ${facts.setHash(['a', 'b'])} FROM (VALUES ${rows}) AS v (a, b)`;
  return (await open.run(query)).rows[0]?.[0];
}

test('the hash of a set does not depend on the order of its rows', async () => {
  expect(await hash(`('x', 'y'), ('z', NULL)`)).toBe(await hash(`('z', NULL), ('x', 'y')`));
});

test('the hash of a set tells rows, NULL, empty text and column borders apart', async () => {
  const sets = [
    `('x', 'y')`,
    `('x', 'y'), ('x', 'y')`,
    `('x', 'z')`,
    `('y', 'x')`,
    `('xy', '')`,
    `('', 'xy')`,
    `('x', NULL)`,
    `('x', '')`,
    `(NULL, 'x')`,
    `('N', 'N')`,
    `(NULL, NULL)`,
    `('1:x', '')`,
  ];
  const hashes = await Promise.all(sets.map(hash));
  expect(new Set(hashes).size).toBe(sets.length);
});

test('the hash of no rows is a text as well, and sees letters that a collation takes for equal', async () => {
  const of = async (condition: string) =>
    (await open.run(`SELECT ${facts.setHash(['a', 'b'])} FROM row WHERE ${condition}`)).rows[0]?.[0];
  await open.run(`INSERT INTO row VALUES (1, 'x', 'A'), (2, 'x', 'a')`);
  expect(await of('false')).toBe('0 0 0');
  expect(await of('id = 1')).not.toBe(await of('id = 2'));
});

test('a temporary table is empty, keyed, and gone with a rollback', async () => {
  await open.session.begin({ forPreview: true });
  for (const text of facts.createTemporary('"kept"', 'SELECT t.id AS k0 FROM row AS t', ['k0']))
    await open.run(text);
  const insert = `INSERT INTO "kept" (k0) SELECT t.id FROM row AS t JOIN row AS s ON s.id = t.id WHERE true`;
  const keep = `${insert}${facts.lockForUpdate}${facts.keepExisting('"kept"', 'k0')}`;
  expect((await open.run(keep)).affected).toBe(2);
  expect((await open.run(keep)).affected).toBe(0);
  await open.run(facts.analyzeTemporary('"kept"', 2) ?? '');
  expect((await open.run('SELECT k0 FROM "kept" ORDER BY 1')).rows).toEqual([[1], [2]]);
  await open.session.rollback();
  await expect(open.run('SELECT * FROM "kept"')).rejects.toMatchObject({ code: 'request.invalid' });
});

test('a temporary table can be dropped before its transaction ends, and twice', async () => {
  await open.session.begin({ forPreview: true });
  for (const text of facts.createTemporary('"kept"', 'SELECT 1 AS k0', [])) await open.run(text);
  await open.run(facts.dropTemporary('"kept"'));
  await open.run(facts.dropTemporary('"kept"'));
  await open.session.rollback();
});

test('rows that are about to go are locked against new children, and parents only against going', async () => {
  const other = await open.database.session();
  const attempt = (text: string) => other.run({ text, params: [] });
  await open.session.begin();
  await open.run(`SELECT t.id FROM row AS t WHERE t.id = 1${facts.lockForShare}`);
  await attempt(`UPDATE row SET a = 'changed' WHERE id = 1`);
  await other.begin();
  await attempt(`SET LOCAL lock_timeout = '50ms'`);
  await expect(attempt('DELETE FROM row WHERE id = 1')).rejects.toMatchObject({ code: 'timeout' });
  await other.rollback();
  await open.session.rollback();
  await open.session.begin();
  await open.run(`SELECT t.id FROM row AS t WHERE t.id = 1${facts.lockForUpdate}`);
  await other.begin();
  await attempt(`SET LOCAL lock_timeout = '50ms'`);
  await expect(
    attempt(`SELECT t.id FROM row AS t WHERE t.id = 1${facts.lockForShare}`),
  ).rejects.toMatchObject({
    code: 'timeout',
  });
  await open.session.rollback();
  await other.release();
});

test('values are compared NULL-safely', async () => {
  const { rows } = await open.run(
    `SELECT ${facts.nullSafeEqual('NULL', 'NULL')}, ${facts.nullSafeEqual('1', 'NULL')}, ${facts.nullSafeEqual('1', '1')}`,
  );
  expect(rows).toEqual([[true, false, true]]);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engines } from '../support/engines.ts';
import { watchStatements } from '../support/watch-statements.ts';

const child = (name: string, parent: string, type: string, action: string) => [
  `CREATE TABLE ${name} (id ${type} NOT NULL PRIMARY KEY, pid ${type},
     CONSTRAINT ${name}_parent FOREIGN KEY (pid) REFERENCES ${parent} (id) ON DELETE ${action})`,
  `CREATE INDEX ${name}_pid ON ${name} (pid)`,
];
const schema = [
  'CREATE TABLE l0 (id INTEGER NOT NULL PRIMARY KEY)',
  ...[1, 2, 3, 4].flatMap((level) => child(`l${level}`, `l${level - 1}`, 'INTEGER', 'CASCADE')),
  'CREATE TABLE w0 (id VARCHAR(20) NOT NULL PRIMARY KEY)',
  ...[1, 2].flatMap((level) => child(`w${level}`, `w${level - 1}`, 'VARCHAR(20)', 'CASCADE')),
  'CREATE TABLE r0 (id INTEGER NOT NULL PRIMARY KEY)',
  ...child('r1', 'r0', 'INTEGER', 'RESTRICT'),
];
/** Rows of the tree below row 1 of `l0`, by level: each row has ten children but the leaves, which are many. */
const levels = [1, 10, 100, 1000, 3000];

describe.each(engines)('$id', (engine) => {
  let db: ChangeDatabase;
  beforeAll(async () => {
    db = await changeDatabase(engine, 'prisma', schema);
    for (const [level, count] of levels.entries()) {
      const parents = levels[level - 1] ?? 1;
      const rows = Array.from({ length: count }, (_, i) =>
        level === 0 ? '(1)' : `(${i + 1}, ${1 + (i % parents)})`,
      );
      await insert(`l${level}`, rows);
      await insert(
        `l${level}`,
        Array.from({ length: 3 }, (_, i) =>
          level === 0 ? `(${100_000 + i})` : `(${100_000 + i}, ${100_000 + i})`,
        ),
      );
    }
    await insert('w0', ["('top')", "('other')"]);
    await insert('w1', [...many(150, (i) => `('row ${i}', 'top')`), "('own', 'other')"]);
    await insert('w2', [...many(300, (i) => `('leaf ${i}', 'row ${i % 150}')`), "('own', 'own')"]);
    await insert('r0', ['(1)', '(2)']);
    await insert('r1', [...many(5000, (i) => `(${i + 1}, 1)`), '(9000, 2)']);
  });
  afterAll(() => db.close());

  const insert = (table: string, rows: readonly string[]) =>
    db.run(`INSERT INTO ${table} VALUES ${rows.join(', ')}`);
  const many = (count: number, row: (i: number) => string) => Array.from({ length: count }, (_, i) => row(i));
  const remove = (table: string, id: number | string) =>
    ({ kind: 'delete', table: db.table(table), where: { keys: [{ id }] } }) as const;
  const left = async (table: string) => Number((await db.run(`SELECT count(*) FROM ${table}`))[0]?.[0]);

  async function sent<T>(work: () => Promise<T>): Promise<{ result: T; texts: readonly string[] }> {
    const watch = watchStatements(db.connection.database);
    try {
      return { result: await work(), texts: watch.texts };
    } finally {
      watch.stop();
    }
  }

  test('a small preview takes two statements a table, and no temporary table', async () => {
    const { result, texts } = await sent(() => db.preview(remove('l0', 100_001)));
    expect(result.totals.map(({ count }) => count)).toEqual([1, 1, 1, 1, 1]);
    expect(texts.filter((text) => text.startsWith('CREATE'))).toEqual([]);
    expect(texts.length).toBeLessThanOrEqual(10);
  });

  test('a table whose parents have no children costs one statement', async () => {
    await insert('l2', ['(200000, NULL)']);
    const { result, texts } = await sent(() => db.preview(remove('l2', 200_000)));
    expect(result.totals.map(({ count }) => count)).toEqual([1]);
    expect(texts.length).toBeLessThanOrEqual(3);
    await db.apply(remove('l2', 200_000));
  });

  test('what forbids a delete is counted up to a limit, however many rows there are', async () => {
    const { result, texts } = await sent(() => db.preview(remove('r0', 1)));
    expect(result.blockers).toMatchObject([{ rule: 'stillReferenced', count: 1000, exact: false }]);
    expect(texts.length).toBeLessThanOrEqual(5);
  });

  test('a large preview lists no leaves and takes no more statements than a few for each table', async () => {
    const { result, texts } = await sent(() => db.preview(remove('l0', 1)));
    expect(result.totals.map(({ count }) => count)).toEqual(levels);
    expect(result.effects.map(({ sample }) => sample.length)).toEqual([1, 10, 20, 20, 20]);
    expect(texts.filter((text) => /INTO .*referee.*l4/.test(text))).toEqual([]);
    expect(texts.length).toBeLessThanOrEqual(20);
  });

  test('the rows of leaves are paged in key order', async () => {
    const plan = await db.preview(remove('l0', 1));
    const leaf = plan.effects.find(({ table }) => table.name === 'l4')?.id ?? 0;
    const first = await db.changes.rows(plan.plan, leaf, null, 1500);
    const second = await db.changes.rows(plan.plan, leaf, first.next, 1500);
    expect([...first.rows, ...second.rows].map(({ key }) => key.id)).toEqual(
      many(3000, String).map((i) => Number(i) + 1),
    );
  });

  test('a leaf that changed since the preview makes it stale, its number being the same', async () => {
    const plan = await db.preview(remove('l0', 1));
    await db.run('UPDATE l4 SET id = 50000 WHERE id = 7');
    await expect(db.changes.apply(plan.plan)).rejects.toMatchObject({ code: 'plan.stale' });
    await db.run('UPDATE l4 SET id = 7 WHERE id = 50000');
    expect(await left('l4')).toBe(3003);
  });

  test('leaves go with their parents, and no other rows', async () => {
    await db.apply(remove('l0', 1));
    for (const level of levels.keys()) expect(await left(`l${level}`)).toBe(3);
    await db.apply(remove('l0', 100_000));
    for (const level of levels.keys()) expect(await left(`l${level}`)).toBe(2);
  });

  test('rows with keys of text go as well', async () => {
    const plan = await db.apply(remove('w0', 'top'));
    expect(plan.totals.map(({ count }) => count)).toEqual([1, 150, 300]);
    expect([await left('w0'), await left('w1'), await left('w2')]).toEqual([1, 1, 1]);
  });

  test('the digest of whole numbers tells sets apart whatever the order of their rows', async () => {
    const { integerSetHash } = engine.dialect.sql;
    const hash = async (rows: readonly (readonly number[])[]) => {
      const selects = rows.map(([a, b], i) =>
        i === 0 ? `SELECT ${a} AS a, ${b} AS b` : `SELECT ${a}, ${b}`,
      );
      const from = selects.join(' UNION ALL ');
      return String(
        (await db.run(`SELECT ${integerSetHash(['q.a', 'q.b'], ['q.a', 'q.b'])} FROM (${from}) q`))[0]?.[0],
      );
    };
    const set = [
      [1, 2],
      [3, 4],
      [5, 6],
    ];
    expect(await hash(set.toReversed())).toBe(await hash(set));
    const others = [
      [
        [1, 4],
        [3, 2],
        [5, 6],
      ],
      [
        [2, 1],
        [3, 4],
        [5, 6],
      ],
      [
        [1, 2],
        [1, 2],
        [5, 6],
      ],
      [
        [1, 2],
        [3, 4],
        [5, 6],
        [5, 6],
      ],
      [
        [1, 2],
        [5, 6],
      ],
      [
        [4_294_967_297, 2],
        [3, 4],
        [5, 6],
      ],
      [
        [-1, 2],
        [3, 4],
        [5, 6],
      ],
      [[0, 0]],
      [
        [0, 0],
        [0, 0],
      ],
      [
        [1, 0],
        [5, 0],
        [6, 0],
      ],
      [
        [2, 0],
        [3, 0],
        [7, 0],
      ],
    ];
    const hashes = [await hash(set)];
    for (const other of others) hashes.push(await hash(other));
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

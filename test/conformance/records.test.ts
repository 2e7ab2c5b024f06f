import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RecordsPage } from '../../src-main/contract/results.ts';
import type { TableRef } from '../../src-main/model/catalog.ts';
import type { Value } from '../../src-main/model/value.ts';
import { countRecords, type RecordsRequest, recordsPage } from '../../src-main/services/records.ts';
import { engines } from '../support/engines.ts';
import { type OpenDatabase, openDatabase } from '../support/open-database.ts';
import { soon } from '../support/soon.ts';

/** Column types for which the engines have no common name. */
const types: Readonly<Record<string, { readonly moment: string; readonly single: string }>> = {
  sqlite: { moment: 'TEXT', single: 'REAL' },
  postgresql: { moment: 'timestamptz', single: 'real' },
  mysql: { moment: 'datetime(6)', single: 'float' },
};

const statements = (id: string) => [
  `CREATE TABLE readings (
     station integer NOT NULL, number integer NOT NULL, place varchar(20), amount numeric(10,2), ratio double precision,
     single ${types[id]?.single}, taken ${types[id]?.moment}, taken_on date, big bigint,
     PRIMARY KEY (station, number))`,
  `INSERT INTO readings VALUES ${Array.from({ length: 37 }, (_, index) => readingRow(index)).join(', ')}`,
  'CREATE TABLE notes (text varchar(20), stars integer)',
  `INSERT INTO notes VALUES ('good', 5), ('good', 5), ('good', 5), (NULL, 1), ('50% off', NULL), ('a_b', 2), ('wow!', 3)`,
  'CREATE VIEW ratings AS SELECT text, stars FROM notes',
];

/** NULLs, duplicates, and numbers that no text spells exactly. */
function readingRow(index: number): string {
  const values = [
    Math.floor(index / 10),
    index % 10,
    index % 5 === 0 ? 'NULL' : `'place ${index % 4}'`,
    index % 7 === 0 ? 'NULL' : `${index % 6}.50`,
    index % 6 === 0 ? 'NULL' : `0.1 * ${index % 4}`,
    index % 6 === 1 ? 'NULL' : `0.1 * ${index % 9}`,
    index % 8 === 0 ? 'NULL' : `'2026-11-21 06:00:00.${String(index % 3).padStart(6, '0')}'`,
    index % 9 === 0 ? 'NULL' : `'2026-11-${10 + (index % 3)}'`,
    index % 4 === 0 ? 'NULL' : `90071992547409${90 + (index % 3)}`,
  ];
  return `(${values.join(', ')})`;
}

/** A condition that takes very long. */
const slow: Readonly<Record<string, string>> = {
  sqlite: `(WITH RECURSIVE n (i) AS (SELECT number UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
            SELECT count(*) FROM n) < 0`,
  postgresql: 'pg_sleep(30) IS NULL',
  mysql: 'sleep(30 + number * 0) = 5',
};

type Order = NonNullable<RecordsRequest['orderBy']>;
const columns = ['place', 'amount', 'ratio', 'single', 'taken', 'taken_on', 'big', 'number'];
const orders: readonly Order[] = [
  [],
  ...columns.flatMap((column): Order[] => [[{ column, direction: 'asc' }], [{ column, direction: 'desc' }]]),
  [
    { column: 'place', direction: 'desc' },
    { column: 'amount', direction: 'asc' },
    { column: 'place', direction: 'asc' },
  ],
  [
    { column: 'station', direction: 'desc' },
    { column: 'number', direction: 'asc' },
  ],
];

describe.each(engines)('records on $id', (engine) => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await openDatabase(engine, statements(engine.id));
  });
  afterAll(() => database.close());

  const tableOf = (name: string): TableRef => {
    const found = database.connection.catalog.tables.find((table) => table.name === name);
    if (found === undefined) throw new Error(`No table ${name}.`);
    return { schema: found.schema, name };
  };
  const page = (table: string, request: Partial<RecordsRequest> = {}, signal?: AbortSignal) =>
    recordsPage(database.connection, { table: tableOf(table), limit: 1000, ...request }, signal);

  async function allPages(table: string, request: Partial<RecordsRequest>): Promise<RecordsPage['rows']> {
    const rows: (readonly Value[])[] = [];
    let after: readonly Value[] | null = null;
    do {
      const next: RecordsPage = await page(table, { ...request, after });
      rows.push(...next.rows);
      after = next.next;
    } while (after !== null && rows.length < 1000);
    return rows;
  }

  test.each(orders.map((orderBy) => ({ orderBy })))(
    'page through $orderBy without loss or repetition',
    async ({ orderBy }) => {
      const whole = await page('readings', { orderBy });
      expect(whole.rows).toHaveLength(37);
      expect(whole.next).toBeNull();
      for (const limit of [1, 5, 37]) {
        expect(await allPages('readings', { orderBy, limit })).toEqual(whole.rows);
      }
    },
  );

  test.each(orders.map((orderBy) => ({ orderBy })))(
    'come from the end in $orderBy, and from any place',
    async ({ orderBy }) => {
      const whole = await page('readings', { orderBy });
      const reversed = whole.rows.toReversed();
      expect((await page('readings', { orderBy, backwards: true })).rows).toEqual(reversed);
      expect(await allPages('readings', { orderBy, backwards: true, limit: 10 })).toEqual(reversed);
      for (const offset of [1, 17, 36, 37, 99]) {
        const jumped = await page('readings', { orderBy, offset, limit: 10 });
        expect(jumped.rows).toEqual(whole.rows.slice(offset, offset + 10));
        if (jumped.next === null) expect(offset + 10).toBeGreaterThanOrEqual(37);
        else {
          const rest = await page('readings', { orderBy, after: jumped.next });
          expect(rest.rows).toEqual(whole.rows.slice(offset + 10));
        }
      }
      const { previous } = await page('readings', { orderBy, offset: 20, limit: 5 });
      const before = await page('readings', { orderBy, after: previous, backwards: true });
      expect(before.rows).toEqual(whole.rows.slice(0, 20).toReversed());
      const lastButFive = await page('readings', { orderBy, backwards: true, offset: 5, limit: 3 });
      expect(lastButFive.rows).toEqual(reversed.slice(5, 8));
    },
  );

  test('are counted, all or those that match', async () => {
    const count = (table: string, where?: RecordsRequest['where']) =>
      countRecords(database.connection, { table: tableOf(table), where });
    expect(await count('readings')).toEqual({ count: 37 });
    expect(await count('readings', { column: 'station', op: 'eq', value: 1 })).toEqual({ count: 10 });
    expect(await count('ratings', { sql: "text = 'good'" })).toEqual({ count: 3 });
    expect(await count('notes', { column: 'stars', op: 'gt', value: 99 })).toEqual({ count: 0 });
  });

  test('keep the order while only some columns and rows are asked for', async () => {
    const request = {
      columns: ['number'],
      orderBy: [{ column: 'amount', direction: 'desc' }],
      where: { column: 'station', op: 'eq', value: 1 },
    } as const;
    const whole = await page('readings', request);
    expect(whole.columns).toEqual([{ name: 'number', type: expect.any(String) }]);
    expect(whole.rows).toHaveLength(10);
    expect(await allPages('readings', { ...request, limit: 3 })).toEqual(whole.rows);
  });

  test('show an insert before the page only from the next reading on, and never a row twice', async () => {
    const request = {
      orderBy: [{ column: 'number', direction: 'asc' }],
      columns: ['station', 'number'],
    } as const;
    const first = await page('readings', { ...request, limit: 10 });
    await database.run('INSERT INTO readings (station, number) VALUES (-1, 0)');
    const rest = await page('readings', { ...request, after: first.next });
    await database.run('DELETE FROM readings WHERE station = -1');
    expect([...first.rows, ...rest.rows]).toHaveLength(37);
  });

  test('of a table without a key are shown, with a clear word where they cannot be paged', async () => {
    const first = await page('notes', { limit: 3 });
    expect(first.rows).toHaveLength(3);
    if (database.connection.catalog.tables.some(({ name, rowId }) => name === 'notes' && rowId !== null)) {
      expect(await allPages('notes', { limit: 3 })).toEqual((await page('notes')).rows);
    } else {
      await expect(page('notes', { limit: 3, after: first.next })).rejects.toMatchObject({
        code: 'request.invalid',
        message: expect.stringMatching(/notes has no key, so only its first page can be shown\.$/),
      });
    }
    expect((await page('notes')).next).toBeNull();
  });

  test('of a view are read one page after the other, from either end', async () => {
    await expect(page('ratings', { offset: 2 })).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringMatching(
        /ratings has no key, so its rows can only be read one page after the other\.$/,
      ),
    });
    const reversed = (await page('ratings')).rows.toReversed();
    expect(await allPages('ratings', { backwards: true, limit: 2 })).toEqual(reversed);
  });

  test('of a view are paged, equal rows included', async () => {
    for (const orderBy of [[], [{ column: 'stars', direction: 'desc' }]] as const) {
      const whole = await page('ratings', { orderBy });
      expect(whole.rows).toHaveLength(7);
      for (const limit of [1, 2, 4])
        expect(await allPages('ratings', { orderBy, limit })).toEqual(whole.rows);
    }
  });

  const few = { column: 'stars', op: 'between', value: [1, 2] } as const;
  test.each([
    [{ column: 'stars', op: 'eq', value: 5 }, 3],
    [{ column: 'stars', op: 'ne', value: 5 }, 3],
    [{ column: 'stars', op: 'lt', value: 3 }, 2],
    [{ column: 'stars', op: 'le', value: 3 }, 3],
    [{ column: 'stars', op: 'gt', value: 3 }, 3],
    [{ column: 'stars', op: 'ge', value: 3 }, 4],
    [{ column: 'stars', op: 'in', value: [1, 2, 99] }, 2],
    [{ column: 'stars', op: 'in', value: [] }, 0],
    [{ column: 'stars', op: 'isNull' }, 1],
    [{ column: 'text', op: 'notNull' }, 6],
    [{ column: 'text', op: 'like', value: 'g%' }, 3],
    [{ column: 'text', op: 'contains', value: '%' }, 1],
    [{ column: 'text', op: 'contains', value: '_' }, 1],
    [{ column: 'text', op: 'contains', value: '!' }, 1],
    [{ column: 'text', op: 'contains', value: 'oo' }, 3],
    [{ column: 'stars', op: 'contains', value: '5' }, 3],
    [{ column: 'text', op: 'startsWith', value: 'g' }, 3],
    [{ column: 'text', op: 'startsWith', value: '%' }, 0],
    [{ column: 'stars', op: 'between', value: [2, 1] }, 0],
    [{ not: { or: [{ and: [few] }, { column: 'stars', op: 'isNull' }] } }, 4],
    [{ and: [few, { not: { not: { column: 'text', op: 'isNull' } } }] }, 1],
    [
      {
        and: [
          { column: 'text', op: 'eq', value: 'good' },
          { column: 'stars', op: 'lt', value: 5 },
        ],
      },
      0,
    ],
    [
      {
        or: [
          { column: 'stars', op: 'eq', value: 1 },
          { column: 'stars', op: 'eq', value: 2 },
        ],
      },
      2,
    ],
    [{ not: { column: 'text', op: 'isNull' } }, 6],
    [{ and: [] }, 7],
    [{ or: [] }, 0],
    [{ sql: "text = 'good' OR stars = 1 -- and a comment" }, 4],
    [{ sql: "text = ';' OR text = ')' OR text LIKE 'wow%'" }, 1],
  ] as const)('that %j asks for are found', async (where, count) => {
    expect((await page('notes', { where })).rows).toHaveLength(count);
  });

  test.each([
    ['1 = 1; DELETE FROM notes', 'holds a semicolon'],
    ['1 = 1) OR (1 = 1', 'closes a parenthesis'],
    ['(1 = 1', 'opens a parenthesis'],
    ["text = 'good", 'does not end'],
    ['1 = 1 /* and', 'does not end'],
    ['  ', 'is empty'],
  ])('are not looked for with the condition %s', async (sql, problem) => {
    await expect(page('notes', { where: { sql } })).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringContaining(problem),
    });
    expect((await page('notes')).rows).toHaveLength(7);
  });

  test('of what is not there are refused by name', async () => {
    const missing = { schema: tableOf('notes').schema, name: 'nots' };
    await expect(recordsPage(database.connection, { table: missing, limit: 1 })).rejects.toThrow(
      /no table .*nots/,
    );
    await expect(page('notes', { columns: ['txt'] })).rejects.toThrow(/notes has no column "txt"/);
    await expect(page('notes', { orderBy: [{ column: 'txt', direction: 'asc' }] })).rejects.toThrow('"txt"');
    await expect(page('notes', { where: { column: 'txt', op: 'isNull' } })).rejects.toThrow('"txt"');
    await expect(page('readings', { after: [1] })).rejects.toThrow(/"after" does not fit/);
    await expect(page('notes', { where: { sql: 'txt = 1' } })).rejects.toMatchObject({
      code: 'request.invalid',
    });
  });

  test('are no longer waited for after a cancel', async () => {
    const cancel = new AbortController();
    const reading = page('readings', { where: { sql: slow[engine.id] ?? '' } }, cancel.signal);
    setTimeout(() => cancel.abort(), 200);
    const start = performance.now();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - start).toBeLessThan(soon);
    expect((await page('readings')).rows).toHaveLength(37);
  });

  test('are no longer counted after a cancel', async () => {
    const where = { sql: slow[engine.id] ?? '' };
    const cancel = new AbortController();
    const table = tableOf('readings');
    const counting = countRecords(database.connection, { table, where }, cancel.signal);
    setTimeout(() => cancel.abort(), 200);
    const start = performance.now();
    await expect(counting).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - start).toBeLessThan(soon);
    expect(await countRecords(database.connection, { table })).toEqual({ count: 37 });
  });
});

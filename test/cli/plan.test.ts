import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runReferee } from './terminal.ts';

/** A customer whose name, and a table whose name, would clear a screen and turn text around. */
const hostile = 'Eve\u001b[2J\u202e\nDROP';
const hostileTable = 'note\u001b[31m';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'referee-plan-'));
  file = join(folder, 'shop.db');
  const database = new Sqlite(file);
  database.exec(`
    CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT);
    CREATE TABLE "order" (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE);
    CREATE TABLE line (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES "order" (id) ON DELETE CASCADE);
    CREATE TABLE review (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (id) ON DELETE SET NULL);
    CREATE TABLE invoice (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (id) ON DELETE RESTRICT);
    CREATE TABLE "${hostileTable}" (id INTEGER PRIMARY KEY, name TEXT REFERENCES customer (name) ON DELETE RESTRICT);
    CREATE UNIQUE INDEX customer_name ON customer (name);
    INSERT INTO customer VALUES (1, 'Ada', 'London'), (2, 'Bea', NULL), (3, 'Cid', 'Madrid'), (4, '${hostile}', NULL);
    INSERT INTO "order" VALUES (10, 1), (11, 1), (12, 3);
    INSERT INTO line VALUES (100, 10), (101, 10), (102, 12);
    INSERT INTO review VALUES (1, 1), (2, 2);
    INSERT INTO invoice VALUES (5, 3), (6, 3);
    INSERT INTO "${hostileTable}" VALUES (1, '${hostile}');
  `);
  database.close();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const plan = (...args: readonly string[]) => runReferee(['plan', `sqlite:${file}`, ...args], folder);
function rows(sql: string): unknown[] {
  const database = new Sqlite(file, { readonly: true });
  try {
    return database.prepare(sql).raw().all();
  } finally {
    database.close();
  }
}

describe('referee plan', () => {
  test('shows the tree of effects with counts, aligned, and writes nothing', async () => {
    const { code, output, errors } = await plan('--delete', 'customer where id = 1');
    expect([code, errors]).toEqual([0, '']);
    expect(output).toBe(`Delete 1 customer and 4 related rows, update 1 related row.
Relations are kept by the foreign keys of the database.

customer  delete  1               asked for
  order   delete  2               CASCADE by order(customer_id)->customer(id)
    line  delete  2               CASCADE by line(order_id)->order(id)
  review  update  1  customer_id  SET NULL by review(customer_id)->customer(id)

In all
  delete  1  customer
  delete  2  order
  delete  2  line
  update  1  review
`);
    expect(rows('SELECT count(*) FROM customer')).toEqual([[4]]);
  });

  test('shows the statements as well', async () => {
    const { output } = await plan('--delete', 'customer where id = 1', '--sql');
    expect(output).toContain('Statements\n  DELETE FROM "customer" WHERE "id" = ?;\n    with 1\n');
  });

  test('ends with 1 where the change is blocked, and shows by which rows', async () => {
    const { code, output } = await plan('--delete', `customer where name like 'C%'`, '--apply');
    expect(code).toBe(1);
    expect(output).toMatch(/Blocked\n {2}Rows of customer cannot be deleted: 2 rows of invoice .*RESTRICT/);
    expect(output).toContain('\n    id = 5, customer_id = 3\n    id = 6, customer_id = 3\n');
    expect(output).toContain(`
  Ways on
    - Delete 2 invoice rows as well.
    - Set invoice.customer_id to NULL in 2 rows.
    - Point 2 invoice rows to another row of customer.
`);
    expect(rows('SELECT count(*) FROM customer')).toEqual([[4]]);
  });

  test('gives the plan as JSON', async () => {
    const { code, output } = await plan(
      '--json',
      '--update',
      `customer set city = 'Rome' where city is null`,
    );
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      mode: 'foreignKeys',
      enforcedBy: 'database',
      totals: [{ table: { schema: '', name: 'customer' }, action: 'update', count: 2 }],
      blockers: [],
      digest: expect.any(String),
    });
  });

  test('gives each way on from a blocker as a set of changes', async () => {
    const { output } = await plan('--json', '--delete', 'customer where id = 3');
    const { blockers }: { blockers: { ways: { kind: string; changes: unknown }[] }[] } = JSON.parse(output);
    const way = blockers[0]?.ways.find(({ kind }) => kind === 'deleteToo');
    expect(way?.changes).toMatchObject([
      { kind: 'delete', table: { name: 'customer' } },
      {
        kind: 'delete',
        table: { name: 'invoice' },
        where: { referencing: 'invoice(customer_id)->customer(id)' },
      },
    ]);
  });

  test('applies what it shows when asked to', async () => {
    const changes = ['--delete', 'invoice where customer_id = 3', '--delete', 'customer where id = 3'];
    const { code, output } = await plan(...changes, '--apply');
    expect(code).toBe(0);
    expect(output).toMatch(/\n\nDone: Delete .*\.\n$/);
    expect(rows('SELECT id FROM customer ORDER BY id')).toEqual([[1], [2], [4]]);
    expect(rows('SELECT id FROM "order"')).toEqual([[10], [11]]);
    const { output: json } = await plan('--delete', 'customer where id = 2', '--apply', '--json');
    expect(JSON.parse(json)).toMatchObject({ summary: expect.stringContaining('Delete 1 customer') });
    expect(rows('SELECT id FROM customer ORDER BY id')).toEqual([[1], [4]]);
  });

  test('plans in another relation mode', async () => {
    const { output } = await plan('--mode', 'prisma', '--delete', 'customer where id = 2');
    expect(output).toContain('Relations are kept by Referee (relation mode prisma).');
  });

  test('never sends a terminal what it would act on', async () => {
    const shown = await plan('--delete', 'customer where id = 4', '--sql');
    const json = await plan('--delete', 'customer where id = 4', '--json');
    const failed = await plan('--delete', `customer where name = '${hostile}' or \u001b[31m`);
    for (const { output, errors } of [shown, json, failed]) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
      expect(output + errors).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
    expect([shown.code, json.code, failed.code]).toEqual([1, 1, 2]);
    expect(shown.output).toContain('note\\u001b[31m');
    expect(shown.output).toContain('Eve\\u001b[2J\\u202e\\u000aDROP');
    expect(JSON.stringify(JSON.parse(json.output))).toContain(JSON.stringify(hostile).slice(1, -1));
  });

  test.each([
    [['--delete', 'customer'], /Say which rows/],
    [['--delete', 'customer where id = 1; drop table customer'], /"; drop table customer" is not understood/],
    [['--delete', 'customer where id = 1', '--mode', 'strict'], /"strict" is no relation mode/],
  ])('refuses what it does not understand: %j', async (args, problem) => {
    const { code, output, errors } = await plan(...args);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toMatch(problem);
    expect(rows('SELECT count(*) FROM customer')).toEqual([[4]]);
  });
});

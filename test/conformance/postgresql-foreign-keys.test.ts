import { afterEach, beforeEach, expect, test } from 'vitest';
import { postgresql } from '../../src-main/dialects/postgresql/index.ts';
import type { Catalog } from '../../src-main/model/catalog.ts';
import type { MigrationStep } from '../../src-main/model/migration.ts';
import { type OpenPostgresql, openPostgresql } from '../support/open-postgresql.ts';
import { soon } from '../support/soon.ts';

const { foreignKeys } = postgresql;
const schema = [
  'CREATE SCHEMA "Odd ""schema"""',
  'CREATE TABLE "Odd ""schema""".parent (x int, y int, z int UNIQUE, PRIMARY KEY (y, x))',
  `CREATE TABLE a_child (
    id int PRIMARY KEY, x int, y int DEFAULT 3, up int,
    CONSTRAINT "Full key" FOREIGN KEY (y, x) REFERENCES "Odd ""schema""".parent (y, x)
      MATCH FULL ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
  )`,
  `CREATE TABLE b_child (id int PRIMARY KEY, x int, y int, z int,
    CONSTRAINT between FOREIGN KEY (z) REFERENCES "Odd ""schema""".parent (z) ON DELETE CASCADE)`,
  `ALTER TABLE a_child
    ADD CONSTRAINT some_columns FOREIGN KEY (x, y) REFERENCES "Odd ""schema""".parent (x, y)
      ON DELETE SET DEFAULT (y) ON UPDATE RESTRICT,
    ADD CONSTRAINT myself FOREIGN KEY (up) REFERENCES a_child ON DELETE SET NULL DEFERRABLE`,
  'INSERT INTO b_child VALUES (1, NULL, NULL, NULL)',
  'INSERT INTO a_child VALUES (1, NULL, NULL, NULL), (2, NULL, NULL, 1)',
  'ALTER TABLE b_child ADD CONSTRAINT unchecked FOREIGN KEY (id) REFERENCES a_child NOT VALID',
  'CREATE TABLE parted (id int PRIMARY KEY, up int REFERENCES a_child) PARTITION BY RANGE (id)',
  'CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (1) TO (10)',
  'INSERT INTO parted VALUES (5, 1)',
];
/** Name, table, definition of all keys, in the order in which their triggers fire on DELETE. */
const definitions = `SELECT k.conname, k.conrelid::regclass::text, pg_get_constraintdef(k.oid), t.name IS NOT NULL
FROM pg_constraint k LEFT JOIN (
  SELECT tgconstraint, min(tgname::text COLLATE "C") AS name FROM pg_trigger WHERE tgtype & 8 = 8 GROUP BY 1
) t ON t.tgconstraint = k.oid
WHERE k.contype = 'f' AND k.conparentid = 0 ORDER BY t.name`;

let open: OpenPostgresql;
let catalog: Catalog;

beforeEach(async () => {
  open = await openPostgresql();
  for (const statement of schema) await open.run(statement);
  catalog = await postgresql.introspect(open.session);
});
afterEach(() => open.close());

const apply = async (steps: readonly MigrationStep[], signal?: AbortSignal) => {
  const seen: number[] = [];
  const onStep = (index: number) => seen.push(index);
  await foreignKeys.apply(open.database, steps, signal === undefined ? { onStep } : { onStep, signal });
  return seen;
};
const read = async () => (await open.run(definitions)).rows;

test('keys that are dropped and added again are the same, in name, definition and firing order', async () => {
  const before = await read();
  expect(before).toHaveLength(6);
  const { steps, remembered } = foreignKeys.drop(catalog, catalog.foreignKeys);
  expect(remembered).toEqual([]);
  expect(steps.map((step) => step.summary)).toEqual([
    'Drop 3 foreign keys of public.a_child',
    'Drop 2 foreign keys of public.b_child',
    'Drop 1 foreign key of public.parted',
  ]);
  expect(await apply(steps)).toEqual([0, 1, 2]);
  expect(await read()).toEqual([]);
  const without = await postgresql.introspect(open.session);
  const back = foreignKeys.add(without, catalog.foreignKeys, remembered).steps;
  await apply(back);
  expect(await read()).toEqual(before);
  expect((await postgresql.introspect(open.session)).foreignKeys).toEqual(catalog.foreignKeys);
});

test('the reverse of each step undoes it', async () => {
  const sorted = async () => (await read()).map((row) => row.slice(0, 3).join(' ')).sort();
  const before = await sorted();
  const run = async (statements: MigrationStep['execute']) => {
    for (const statement of statements) await open.session.run(statement);
  };
  const { steps } = foreignKeys.drop(catalog, catalog.foreignKeys);
  for (const step of steps) await run(step.execute);
  for (const step of steps.toReversed()) await run(step.reverse ?? []);
  expect(await sorted()).toEqual(before);
  for (const step of steps) await run(step.execute);
  const added = foreignKeys.add(catalog, catalog.foreignKeys, []).steps;
  for (const step of added) await run(step.execute);
  for (const step of added.toReversed()) await run(step.reverse ?? []);
  expect(await read()).toEqual([]);
});

test('an orphan stops the check of its key, which is there and not valid, and names step and key', async () => {
  await apply(foreignKeys.drop(catalog, catalog.foreignKeys).steps);
  await open.run('UPDATE a_child SET up = 77 WHERE id = 2');
  const { steps } = foreignKeys.add(catalog, catalog.foreignKeys, []);
  await expect(apply(steps)).rejects.toMatchObject({
    code: 'constraint.violated',
    message: expect.stringMatching(
      /^Step \d of \d \("Check the rows of public\.a_child.*myself.*\(up\)=\(77\)/,
    ),
  });
  expect((await read()).filter((row) => String(row[2]).endsWith('NOT VALID')).map((row) => row[0])).toEqual(
    expect.arrayContaining(['myself', 'unchecked']),
  );
  await expect(open.run('UPDATE a_child SET up = 88 WHERE id = 1')).rejects.toMatchObject({
    code: 'constraint.violated',
  });
});

test('a key that was not checked before comes back with the orphans it had', async () => {
  await open.run('ALTER TABLE b_child DROP CONSTRAINT unchecked');
  await open.run('INSERT INTO b_child VALUES (99, NULL, NULL, NULL)');
  const unchecked = catalog.foreignKeys.filter((key) => key.name === 'unchecked');
  const { steps } = foreignKeys.add(catalog, unchecked, []);
  expect(steps).toHaveLength(1);
  await apply(steps);
  expect((await read()).map((row) => row[2])).toContain('FOREIGN KEY (id) REFERENCES a_child(id) NOT VALID');
});

test('a relation that never was a key gets the usual name', async () => {
  const [key] = catalog.foreignKeys;
  if (key === undefined) return expect.fail('no key');
  await apply(foreignKeys.drop(catalog, catalog.foreignKeys).steps);
  const unnamed = { ...key, name: null };
  await apply(foreignKeys.add({ ...catalog, foreignKeys: [] }, [unnamed, unnamed], []).steps);
  expect((await read()).map((row) => row[0])).toEqual(['a_child_y_x_fkey', 'a_child_y_x_fkey1']);
});

test('a table that is in use makes the switch try again, then give up with all as it was', async () => {
  const before = await read();
  await open.session.begin();
  await open.run('SELECT * FROM b_child');
  const { steps } = foreignKeys.drop(catalog, catalog.foreignKeys);
  const retries: number[] = [];
  const hooks = { onStep: () => {}, onRetry: (step: number) => retries.push(step), attempts: 3 };
  await expect(foreignKeys.apply(open.database, steps, hooks)).rejects.toMatchObject({
    code: 'timeout',
    message: expect.stringMatching(/^Step 2 of 3 \("Drop 2 foreign keys of public\.b_child"\) failed: /),
  });
  expect(retries).toEqual([1, 1]);
  await open.session.rollback();
  expect(await read()).toEqual(before);
  await apply(steps);
  expect(await read()).toEqual([]);
});

test('a switch that waits for a lock can be cancelled within a second', async () => {
  const before = await read();
  await open.session.begin();
  await open.run('SELECT * FROM b_child');
  const controller = new AbortController();
  const work = apply(foreignKeys.drop(catalog, catalog.foreignKeys).steps, controller.signal);
  setTimeout(() => controller.abort(), 200);
  const started = performance.now();
  await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  expect(performance.now() - started).toBeLessThan(soon);
  await open.session.rollback();
  expect(await read()).toEqual(before);
});

test('what the database refuses to compare, and nothing else, is refused before it is asked', async () => {
  const numbers = ['smallint', 'bigint', 'numeric(8,2)', 'real', 'double precision'];
  const times = ['date', 'timestamp', 'timestamptz', 'time'];
  const types = [...numbers, ...times, 'text', 'varchar(9)', 'char(4)', 'boolean', 'uuid', 'bytea', 'inet'];
  const list = types.map((type, at) => `c${at} ${type} UNIQUE`).join(', ');
  await open.run(`CREATE TABLE typed (${list})`);
  const { tables } = await postgresql.introspect(open.session);
  const columns = tables.find((table) => table.name === 'typed')?.columns ?? [];
  const accepts = async (child: string, parent: string) => {
    await open.session.begin();
    const ddl = `ALTER TABLE typed ADD FOREIGN KEY (${child}) REFERENCES typed (${parent})`;
    const accepted = await open.run(ddl).then(
      () => true,
      () => false,
    );
    await open.session.rollback();
    return accepted;
  };
  const wrong: string[] = [];
  for (const parent of columns) {
    for (const child of columns) {
      const judged = child.kind !== 'other' && parent.kind !== 'other';
      const expected = !judged || (await accepts(child.name, parent.name));
      const predicted = foreignKeys.typeRefusal(child, parent) === null;
      if (predicted !== expected) wrong.push(`${child.type} -> ${parent.type}`);
    }
  }
  expect(columns).toHaveLength(types.length);
  expect(wrong).toEqual([]);
});

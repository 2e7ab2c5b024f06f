import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ChangeDatabase, changeDatabase } from '../../support/change-database.ts';
import { engines } from '../../support/engines.ts';

/** Defects of Prisma's emulation (7.10) in how it finds and writes rows by their keys; what is right is stated here. */

const schema = [
  // D1: the child's own key is composite, and its columns are no reference as a whole.
  `CREATE TABLE event (id INTEGER NOT NULL PRIMARY KEY)`,
  `CREATE TABLE seat (line INTEGER NOT NULL, place INTEGER NOT NULL, event_id INTEGER, PRIMARY KEY (line, place),
     CONSTRAINT seat_event FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE CASCADE ON UPDATE CASCADE)`,
  `CREATE TABLE note (line INTEGER NOT NULL, place INTEGER NOT NULL, event_id INTEGER, PRIMARY KEY (line, place),
     CONSTRAINT note_event FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE SET NULL ON UPDATE SET NULL)`,
  // D2: the parent's key is composite.
  `CREATE TABLE flat (street INTEGER NOT NULL, number INTEGER NOT NULL, let INTEGER NOT NULL, PRIMARY KEY (street, number))`,
  `CREATE TABLE lodger (id INTEGER NOT NULL PRIMARY KEY, street INTEGER, number INTEGER,
     CONSTRAINT lodger_flat FOREIGN KEY (street, number) REFERENCES flat (street, number) ON DELETE CASCADE ON UPDATE CASCADE)`,
  // D13: two references share the column tenant_id.
  `CREATE TABLE tenant (id INTEGER NOT NULL PRIMARY KEY)`,
  `CREATE TABLE client (tenant_id INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (tenant_id, id))`,
  `CREATE TABLE job (id INTEGER NOT NULL PRIMARY KEY, tenant_id INTEGER, client_id INTEGER,
     CONSTRAINT job_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id) ON DELETE SET NULL ON UPDATE CASCADE,
     CONSTRAINT job_client FOREIGN KEY (tenant_id, client_id) REFERENCES client (tenant_id, id) ON DELETE SET NULL ON UPDATE CASCADE)`,
  // D16: more rows than any limit of parameters.
  `CREATE TABLE digit (n INTEGER NOT NULL PRIMARY KEY)`,
  `CREATE TABLE station (id INTEGER NOT NULL PRIMARY KEY)`,
  `CREATE TABLE reading (station_id INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (station_id, n),
     CONSTRAINT reading_station FOREIGN KEY (station_id) REFERENCES station (id) ON DELETE CASCADE ON UPDATE CASCADE)`,
];
const rows = [
  `INSERT INTO event VALUES (1), (2)`,
  `INSERT INTO seat VALUES (1, 2, 1), (2, 1, 1), (1, 1, 2), (2, 2, 2)`,
  `INSERT INTO note VALUES (1, 2, 1), (2, 1, 1), (1, 1, 2), (2, 2, 2)`,
  `INSERT INTO flat VALUES (1, 1, 1), (2, 2, 1), (1, 2, 0), (2, 1, 0)`,
  `INSERT INTO lodger VALUES (1, 1, 1), (2, 2, 2), (3, 1, 2), (4, 2, 1), (5, 1, NULL)`,
  `INSERT INTO tenant VALUES (1), (2)`,
  `INSERT INTO client VALUES (1, 1), (2, 1)`,
  `INSERT INTO job VALUES (1, 1, 1), (2, 1, NULL), (3, 2, 1)`,
];
const filled = ['event', 'seat', 'note', 'flat', 'lodger', 'tenant', 'client', 'job'];
const readings = 70_000;

describe.each(engines)('rows are found by whole keys on $id, emulated', (engine) => {
  let db: ChangeDatabase;
  beforeAll(async () => {
    db = await changeDatabase(engine, 'prisma', schema);
    await db.run(`INSERT INTO digit VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)`);
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.run('BEGIN', ...filled.map((table) => `DELETE FROM ${table}`), ...rows, 'COMMIT');
  });

  const content = (table: string) => db.run(`SELECT * FROM ${table} ORDER BY 1, 2`);
  const byKey = (name: string, ...keys: readonly Record<string, number>[]) =>
    ({ table: db.table(name), where: { keys } }) as const;

  test('D1: a delete takes only the children that reference it, though their own key is composite', async () => {
    await db.apply({ kind: 'delete', ...byKey('event', { id: 1 }) });
    expect(await content('seat')).toEqual([
      [1, 1, 2],
      [2, 2, 2],
    ]);
    expect(await content('note')).toEqual([
      [1, 1, 2],
      [1, 2, null],
      [2, 1, null],
      [2, 2, 2],
    ]);
  });

  test('D1: a new key reaches only the children that reference the old one', async () => {
    await db.apply({ kind: 'update', ...byKey('event', { id: 1 }), set: { id: 7 } });
    expect(await content('seat')).toEqual([
      [1, 1, 2],
      [1, 2, 7],
      [2, 1, 7],
      [2, 2, 2],
    ]);
  });

  test('D2: a delete of several parents with composite keys spares the children of those between', async () => {
    await db.apply({
      kind: 'delete',
      ...byKey('flat', { street: 1, number: 1 }, { street: 2, number: 2 }),
    });
    expect(await content('lodger')).toEqual([
      [3, 1, 2],
      [4, 2, 1],
      [5, 1, null],
    ]);
  });

  test('D2: new keys of several parents with composite keys reach each its own children', async () => {
    await db.apply({
      kind: 'update',
      table: db.table('flat'),
      where: { filter: { column: 'let', op: 'eq', value: 0 } },
      set: { let: 1 },
    });
    await db.apply(
      { kind: 'update', ...byKey('flat', { street: 1, number: 1 }), set: { street: 8 } },
      { kind: 'update', ...byKey('flat', { street: 2, number: 2 }), set: { street: 9 } },
    );
    expect(await content('lodger')).toEqual([
      [1, 8, 1],
      [2, 9, 2],
      [3, 1, 2],
      [4, 2, 1],
      [5, 1, null],
    ]);
  });

  test('D13: a delete sets the columns of its own relation to NULL, and not those of one that shares a column', async () => {
    await db.apply({ kind: 'delete', ...byKey('tenant', { id: 1 }) });
    expect(await content('job')).toEqual([
      [1, null, 1],
      [2, null, null],
      [3, 2, 1],
    ]);
    expect(await content('client')).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });

  test('D13: a shared column cannot be moved to a parent that does not exist', async () => {
    const plan = await db.preview({ kind: 'update', ...byKey('job', { id: 2 }), set: { tenant_id: 99 } });
    expect(plan.blockers).toMatchObject([
      { rule: 'parentMissing', table: { name: 'job' }, count: 1, sample: [{ id: 2, tenant_id: 99 }] },
    ]);
  });

  test(`D16: ${readings} children with a composite key go with their parent`, async () => {
    await db.run(
      `DELETE FROM reading`,
      `DELETE FROM station`,
      `INSERT INTO station VALUES (1), (2)`,
      `INSERT INTO reading SELECT 1, a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n
         FROM digit a, digit b, digit c, digit d, digit e WHERE e.n < ${readings / 10_000}`,
      `INSERT INTO reading VALUES (2, 1)`,
    );
    const gone = await db.apply({ kind: 'delete', ...byKey('station', { id: 1 }) });
    expect(gone.totals).toContainEqual({ table: db.table('reading'), action: 'delete', count: readings });
    expect(await content('reading')).toEqual([[2, 1]]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '../../src-main/model/change.ts';
import type { Blocker } from '../../src-main/model/plan.ts';
import { relationModes } from '../../src-main/model/relation.ts';
import type { Row } from '../../src-main/model/value.ts';
import { answered, type Way } from '../../src-main/model/way.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engines } from '../support/engines.ts';

/** Every kind of reference that can stand in the way, each to the same customers. */
const schema = [
  `CREATE TABLE customer (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(40), tier INTEGER NOT NULL DEFAULT 0,
     CONSTRAINT customer_tier_code UNIQUE (id, tier))`,
  `CREATE TABLE invoice (id INTEGER NOT NULL PRIMARY KEY, customer_id INTEGER,
     CONSTRAINT invoice_customer FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE RESTRICT ON UPDATE RESTRICT)`,
  `CREATE TABLE payment (id INTEGER NOT NULL PRIMARY KEY, invoice_id INTEGER NOT NULL,
     CONSTRAINT payment_invoice FOREIGN KEY (invoice_id) REFERENCES invoice (id) ON DELETE CASCADE ON UPDATE CASCADE)`,
  `CREATE TABLE visit (id INTEGER NOT NULL PRIMARY KEY, customer_id INTEGER NOT NULL,
     CONSTRAINT visit_customer FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE TABLE pass (id INTEGER NOT NULL PRIMARY KEY, customer_id INTEGER NOT NULL, tier INTEGER,
     CONSTRAINT pass_customer FOREIGN KEY (customer_id, tier) REFERENCES customer (id, tier) ON DELETE RESTRICT ON UPDATE RESTRICT)`,
  `CREATE TABLE place (id INTEGER NOT NULL PRIMARY KEY, inside INTEGER,
     CONSTRAINT place_inside FOREIGN KEY (inside) REFERENCES place (id) ON DELETE RESTRICT ON UPDATE RESTRICT)`,
  `CREATE TABLE office (id INTEGER NOT NULL PRIMARY KEY, place_id INTEGER NOT NULL, customer_id INTEGER,
     CONSTRAINT office_place FOREIGN KEY (place_id) REFERENCES place (id) ON DELETE CASCADE ON UPDATE CASCADE,
     CONSTRAINT office_customer FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE ON UPDATE CASCADE)`,
  `CREATE TABLE desk (id INTEGER NOT NULL PRIMARY KEY, office_id INTEGER NOT NULL, place_id INTEGER,
     CONSTRAINT desk_place FOREIGN KEY (place_id) REFERENCES place (id) ON DELETE CASCADE ON UPDATE CASCADE,
     CONSTRAINT desk_office FOREIGN KEY (office_id) REFERENCES office (id) ON DELETE RESTRICT ON UPDATE RESTRICT)`,
];
const tables = ['customer', 'invoice', 'payment', 'visit', 'pass', 'place', 'office', 'desk'];
const rows = [
  `INSERT INTO customer (id, name) VALUES (1, 'Ada'), (2, 'Bob'), (3, 'Cy'), (4, 'Di')`,
  `INSERT INTO invoice VALUES (1, 1), (2, 1), (3, 2), (4, NULL)`,
  `INSERT INTO payment VALUES (1, 1), (2, 3)`,
  `INSERT INTO visit VALUES (1, 2), (2, 2)`,
  `INSERT INTO pass VALUES (1, 3, 0), (2, 3, NULL)`,
  `INSERT INTO place VALUES (1, NULL), (2, 1), (3, 2), (4, NULL)`,
  `INSERT INTO office VALUES (1, 4, 4), (2, 4, NULL)`,
  `INSERT INTO desk VALUES (1, 1, 4), (2, 2, NULL)`,
];
const references = [
  ['invoice', 'customer_id', 'customer', 'id'],
  ['payment', 'invoice_id', 'invoice', 'id'],
  ['visit', 'customer_id', 'customer', 'id'],
  ['place', 'inside', 'place', 'id'],
  ['office', 'place_id', 'place', 'id'],
  ['office', 'customer_id', 'customer', 'id'],
  ['desk', 'office_id', 'office', 'id'],
  ['desk', 'place_id', 'place', 'id'],
];
const cases = engines.flatMap((engine) =>
  relationModes.map((mode) => ({ engine, mode, name: `${engine.id}, ${mode}` })),
);

describe.each(cases)('ways on, $name', ({ engine, mode }) => {
  let db: ChangeDatabase;
  beforeAll(async () => {
    db = await changeDatabase(engine, mode, schema);
  });
  afterAll(() => db.close());
  beforeEach(refill);

  async function refill() {
    const empty = tables.toReversed().map((table) => `DELETE FROM ${table}`);
    await db.run('BEGIN', 'UPDATE place SET inside = NULL', ...empty, ...rows, 'COMMIT');
  }
  const content = (table: string) => db.run(`SELECT * FROM ${table} ORDER BY 1`);
  const remove = (table: string, ...ids: readonly number[]): Change => ({
    kind: 'delete',
    table: db.table(table),
    where: { keys: ids.map((id) => ({ id })) },
  });
  const update = (table: string, id: number, set: Row): Change => ({
    kind: 'update',
    table: db.table(table),
    where: { keys: [{ id }] },
    set,
  });
  const blockerOf = async (table: string, ...changes: readonly Change[]) => {
    const { blockers } = await db.preview(...changes);
    const found = blockers.find((blocker) => blocker.table.name === table);
    if (found === undefined) throw new Error(`${table} blocks nothing.`);
    return found;
  };
  const wayOf = ({ ways }: Blocker, kind: Way['kind']) => {
    const found = ways.find((way) => way.kind === kind);
    if (found === undefined) throw new Error(`There is no way ${kind} among ${ways.map((way) => way.kind)}.`);
    return found;
  };
  const labels = ({ ways }: Blocker) => Object.fromEntries(ways.map(({ kind, label }) => [kind, label]));
  async function take(way: Way, key: Row = {}) {
    const plan = await db.apply(...answered(way, key));
    expect(plan.blockers).toEqual([]);
    for (const [child, column, parent, referenced] of references) {
      const orphans = `SELECT * FROM ${child} WHERE ${column} IS NOT NULL AND ${column} NOT IN (SELECT ${referenced} FROM ${parent})`;
      expect(await db.run(orphans), `orphans of ${child}.${column}`).toEqual([]);
    }
    return plan;
  }

  const blocked: readonly (readonly [string, string, () => readonly Change[], Row])[] = [
    ['a delete that RESTRICT forbids', 'invoice', () => [remove('customer', 1)], { id: 4 }],
    ['a delete that NO ACTION forbids', 'visit', () => [remove('customer', 2)], { id: 4 }],
    ['a delete that a composite key forbids', 'pass', () => [remove('customer', 3)], { id: 4, tier: 0 }],
    ['a delete in a tree', 'place', () => [remove('place', 2)], { id: 4 }],
    ['a delete of children that a cascade reaches', 'desk', () => [remove('place', 4)], {}],
    ['a new key that RESTRICT forbids', 'invoice', () => [update('customer', 1, { id: 9 })], { id: 4 }],
    ['a new key that NO ACTION forbids', 'visit', () => [update('customer', 2, { id: 9 })], { id: 4 }],
    [
      'an update to a missing parent',
      'invoice',
      () => [update('invoice', 1, { customer_id: 77 })],
      { id: 4 },
    ],
    [
      'an insert without its parent',
      'visit',
      () => [
        {
          kind: 'insert',
          table: db.table('visit'),
          rows: [
            { id: 8, customer_id: 77 },
            { id: 9, customer_id: 2 },
          ],
        },
      ],
      { id: 4 },
    ],
  ];

  test.each(blocked)(
    'each way on from %s leads past it, and keeps every reference',
    async (_, table, asked, key) => {
      const { rule, relation, ways } = await blockerOf(table, ...asked());
      for (const way of ways) {
        await refill();
        const changes = answered(way, key);
        const plan = await db.preview(...changes);
        const again = plan.blockers.filter(
          (blocker) => blocker.rule === rule && blocker.relation === relation,
        );
        expect(again, way.label).toEqual([]);
        if (plan.blockers.length === 0) await take(way, key);
      }
      expect(ways.length).toBeGreaterThan(0);
    },
  );

  test('what stands in the way goes as well, with what goes with it', async () => {
    const blocker = await blockerOf('invoice', remove('customer', 1));
    expect(labels(blocker)).toEqual({
      deleteToo: 'Delete 2 invoice rows as well, and what goes with them',
      setNull: 'Set invoice.customer_id to NULL in 2 rows',
      pointElsewhere: 'Point 2 invoice rows to another row of customer',
    });
    const plan = await take(wayOf(blocker, 'deleteToo'));
    expect(plan.totals.map(({ table, action, count }) => [action, table.name, count])).toEqual([
      ['delete', 'customer', 1],
      ['delete', 'invoice', 2],
      ['delete', 'payment', 1],
    ]);
    expect(await content('invoice')).toEqual([
      [3, 2],
      [4, null],
    ]);
  });

  test('what stands in the way loses its reference, and nothing else', async () => {
    await take(wayOf(await blockerOf('invoice', remove('customer', 1)), 'setNull'));
    expect(await content('invoice')).toEqual([
      [1, null],
      [2, null],
      [3, 2],
      [4, null],
    ]);
    await take(wayOf(await blockerOf('pass', remove('customer', 3)), 'setNull'));
    expect(await content('pass')).toEqual([
      [1, 3, null],
      [2, 3, null],
    ]);
  });

  test('what stands in the way references another row', async () => {
    const way = wayOf(await blockerOf('invoice', remove('customer', 1)), 'pointElsewhere');
    expect(way.asks?.parent).toEqual({ table: db.table('customer'), columns: ['id'] });
    await expect(db.preview(...way.changes)).rejects.toMatchObject({ code: 'request.invalid' });
    await take(way, { id: 4 });
    expect(await content('invoice')).toEqual([
      [1, 4],
      [2, 4],
      [3, 2],
      [4, null],
    ]);
  });

  test('pointing to what goes itself is no way', async () => {
    const way = wayOf(await blockerOf('invoice', remove('customer', 1, 4)), 'pointElsewhere');
    const plan = await db.preview(...answered(way, { id: 4 }));
    expect(plan.blockers.length).toBeGreaterThan(0);
  });

  test('a reference that may not be NULL is not set to NULL', async () => {
    const blocker = await blockerOf('visit', remove('customer', 2));
    expect(Object.keys(labels(blocker))).toEqual(['deleteToo', 'pointElsewhere']);
    const both = await blockerOf(
      'visit',
      ...wayOf(await blockerOf('invoice', remove('customer', 2)), 'deleteToo').changes,
    );
    await take(wayOf(both, 'deleteToo'));
    expect([await content('visit'), await content('invoice')]).toEqual([
      [],
      [
        [1, 1],
        [2, 1],
        [4, null],
      ],
    ]);
  });

  test('rows that a cascade takes anyway are only offered to be deleted', async () => {
    const blocker = await blockerOf('desk', remove('place', 4));
    const kinds = blocker.ways.map(({ kind }) => kind);
    expect(kinds).toEqual(['deleteToo']);
  });

  test('a missing parent is inserted, or left out, or replaced by another', async () => {
    const asked = update('invoice', 1, { customer_id: 77 });
    const blocker = await blockerOf('invoice', asked);
    expect(labels(blocker)).toEqual({
      insertParent: 'Insert 1 customer with id = 77 as well, all else as the defaults say',
      setNull: 'Leave invoice.customer_id NULL instead, in 1 row',
      pointElsewhere: 'Reference another row of customer instead',
    });
    await take(wayOf(blocker, 'insertParent'));
    expect(await content('customer')).toContainEqual([77, null, 0]);
    await refill();
    await take(wayOf(await blockerOf('invoice', asked), 'setNull'));
    expect(await content('invoice')).toContainEqual([1, null]);
    await refill();
    await take(wayOf(await blockerOf('invoice', asked), 'pointElsewhere'), { id: 2 });
    expect(await content('invoice')).toContainEqual([1, 2]);
  });

  test('a parent that needs more than its key is not made up', async () => {
    const insert: Change = { kind: 'insert', table: db.table('desk'), rows: [{ id: 5, office_id: 99 }] };
    const { ways } = await blockerOf('desk', insert);
    expect(ways.map(({ kind }) => kind)).toEqual(['pointElsewhere']);
  });

  test('all that stands in the way is meant, however much it is', async () => {
    const values = Array.from({ length: 21_000 }, (_, i) => `(${1000 + i}, 1)`);
    await db.run(`INSERT INTO invoice VALUES ${values.join(', ')}`);
    const blocker = await blockerOf('invoice', remove('customer', 1));
    expect(labels(blocker).setNull).toBe('Set invoice.customer_id to NULL in 1,000+ rows');
    await take(wayOf(blocker, 'setNull'));
    expect(await db.run('SELECT count(*) FROM invoice WHERE customer_id IS NULL')).toEqual([[21_003]]);
    await db.run(`INSERT INTO customer (id) VALUES (5)`, 'UPDATE invoice SET customer_id = 5');
    await take(wayOf(await blockerOf('invoice', remove('customer', 5)), 'deleteToo'));
    expect(await db.run('SELECT count(*) FROM invoice')).toEqual([[0]]);
  });

  test('a relation of another table names no rows', async () => {
    const relation = (await blockerOf('invoice', remove('customer', 1))).relation ?? '';
    const wrong: Change = { kind: 'delete', table: db.table('visit'), where: { referencing: relation } };
    await expect(db.preview(remove('customer', 1), wrong)).rejects.toMatchObject({ code: 'request.invalid' });
  });

  test('a way on is undone', async () => {
    const before = await Promise.all(tables.map(content));
    const way = wayOf(await blockerOf('invoice', remove('customer', 1)), 'deleteToo');
    const entry = await db.changes.apply((await db.preview(...way.changes)).plan);
    const undo = await db.history.undo(entry.entry);
    await db.changes.apply(undo.plan);
    expect(await Promise.all(tables.map(content))).toEqual(before);
  });
});

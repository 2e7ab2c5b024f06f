import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { relationModes } from '../../src-main/model/relation.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engines } from '../support/engines.ts';

const cases = engines.flatMap((engine) =>
  relationModes.map((mode) => ({ engine, mode, name: `${engine.id}, ${mode}` })),
);

/** A review lies below its customer twice: directly, and through the order. */
describe.each(cases)('$name', ({ engine, mode }) => {
  let db: ChangeDatabase;
  beforeAll(async () => {
    db = await changeDatabase(engine, mode, [
      'CREATE TABLE customer (id INTEGER NOT NULL PRIMARY KEY)',
      `CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY, customer_id INTEGER NOT NULL,
         CONSTRAINT a_orders FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE)`,
      `CREATE TABLE review (id INTEGER NOT NULL PRIMARY KEY, customer_id INTEGER, order_id INTEGER,
         CONSTRAINT b_review FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE SET NULL,
         CONSTRAINT c_review FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE SET NULL)`,
      'INSERT INTO customer VALUES (1), (2)',
      'INSERT INTO orders VALUES (10, 1), (20, 2)',
      'INSERT INTO review VALUES (1, 1, 10), (2, 2, 20), (3, 1, 20), (4, 2, 10), (5, NULL, 10)',
    ]);
  });
  afterAll(() => db.close());

  test('an effect names every column that its rows get, whichever relation sets it', async () => {
    const plan = await db.preview({
      kind: 'delete',
      table: db.table('customer'),
      where: { keys: [{ id: 1 }] },
    });
    const reviews = plan.effects.filter(({ table }) => table.name === 'review');
    expect(reviews.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    for (const { sample, columns } of reviews) {
      const changed = sample.flatMap(({ before, after }) =>
        Object.keys(before ?? {}).filter((name) => before?.[name] !== after?.[name]),
      );
      expect(columns.toSorted()).toEqual([...new Set(changed)].toSorted());
    }
    expect(plan.warnings).toEqual([]);
    await db.changes.apply(plan.plan);
    expect(await db.run('SELECT * FROM review ORDER BY id')).toEqual([
      [1, null, null],
      [2, 2, 20],
      [3, null, 20],
      [4, 2, null],
      [5, null, null],
    ]);
  });
});

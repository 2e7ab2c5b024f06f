import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChangePlan } from '../../src-main/model/plan.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engineModes, shopChanges } from '../support/shop-changes.ts';
import { schema } from '../support/small-shop.ts';

describe.each(engineModes)('$name', ({ engine, mode }) => {
  let db: ChangeDatabase;
  beforeAll(async () => {
    db = await changeDatabase(engine, mode, schema);
  });
  afterAll(() => db.close());

  const { refill, content, remove, update } = shopChanges(() => db);
  const totals = (plan: ChangePlan) =>
    Object.fromEntries(plan.totals.map(({ table, action, count }) => [`${action} ${table.name}`, count]));

  test('a delete shows and takes all that cascades reach, and nothing else', async () => {
    await refill();
    const before = await content();
    const plan = await db.preview(remove('customer', { id: 1 }));
    expect(plan.blockers).toEqual([]);
    expect(totals(plan)).toEqual({
      'delete customer': 1,
      'delete orders': 2,
      'delete order_line': 3,
      'delete shipment': 2,
      'update review': 2,
    });
    expect(await content()).toEqual(before);
    const reviews = plan.effects.find(({ table }) => table.name === 'review');
    expect(reviews?.columns).toEqual(['customer_id']);
    expect(reviews?.sample[0]).toMatchObject({
      key: { id: 1 },
      before: { id: 1, customer_id: 1 },
      after: { id: 1, customer_id: null },
    });
    await db.changes.apply(plan.plan);
    expect(await content()).toEqual({
      ...before,
      customer: [
        [2, 'Bob', null],
        [3, 'Cy', null],
        [4, 'Di', null],
      ],
      orders: [[20, 2, null]],
      order_line: [[20, 1, 5]],
      shipment: [[102, 20, 1]],
      review: [
        [1, null],
        [2, null],
        [3, 2],
        [4, null],
      ],
    });
  });

  test.each(['invoice', 'visit'])(
    'a delete that %s forbids shows the rows and cannot be applied',
    async (child) => {
      await refill();
      const before = await content();
      const id = child === 'invoice' ? 3 : 4;
      const plan = await db.preview(remove('customer', { id }));
      expect(plan.blockers).toMatchObject([
        {
          rule: 'stillReferenced',
          table: { name: child },
          count: 1,
          exact: true,
          sample: [{ id: 1, customer_id: id }],
        },
      ]);
      expect(plan.blockers[0]?.message).toContain(`customer_id = ${id}`);
      expect(plan.statements).toEqual([]);
      await expect(db.changes.apply(plan.plan)).rejects.toMatchObject({ code: 'plan.blocked' });
      expect(await content()).toEqual(before);
    },
  );

  test('a delete of parent and forbidding child together goes through', async () => {
    await refill();
    await db.apply(
      remove('customer', { id: 3 }, { id: 4 }),
      remove('invoice', { id: 1 }),
      remove('visit', { id: 1 }),
    );
    const { customer, invoice, visit } = await content();
    expect([customer, invoice, visit]).toEqual([
      [
        [1, 'Ada', 'ada@example.com'],
        [2, 'Bob', null],
      ],
      [],
      [],
    ]);
  });

  test('a child that is pointed elsewhere does not go with its old parent', async () => {
    await refill();
    const plan = await db.preview(
      update('orders', { id: 10 }, { customer_id: 2 }),
      remove('customer', { id: 1 }),
    );
    if (mode === 'prisma') {
      expect(plan.blockers).toMatchObject([
        {
          rule: 'actionUnsupported',
          table: { name: 'orders' },
          count: 1,
          sample: [{ id: 10, customer_id: 1 }],
        },
      ]);
      return;
    }
    await db.changes.apply(plan.plan);
    expect((await content()).orders).toEqual([
      [10, 2, 'first'],
      [20, 2, null],
    ]);
  });

  test('a child of which something else is changed goes with its parent', async () => {
    await refill();
    const plan = await db.apply(
      update('orders', { id: 10 }, { note: 'late' }),
      remove('customer', { id: 1 }),
    );
    expect(plan.warnings).toMatchObject([{ rule: 'rowsMissing' }]);
    expect((await content()).orders).toEqual([[20, 2, null]]);
  });

  test('a row that is deleted together with what it cascades to goes through', async () => {
    await refill();
    await db.apply(remove('category', { id: 1 }, { id: 2 }, { id: 4 }));
    expect((await content()).category).toEqual([[9, null]]);
  });

  test('a tree in one table goes as a whole, as one effect', async () => {
    await refill();
    const plan = await db.apply(remove('category', { id: 1 }));
    expect(plan.effects.map(({ count, cause }) => [count, cause?.from ?? null])).toEqual([
      [1, null],
      [3, 1],
    ]);
    expect((await content()).category).toEqual([[9, null]]);
  });

  test('a new key follows through every level, composite keys included', async () => {
    await refill();
    const plan = await db.apply(
      update('customer', { id: 2 }, { id: 7 }),
      update('orders', { id: 10 }, { id: 15 }),
    );
    expect(totals(plan)).toEqual({
      'update customer': 1,
      'update orders': 2,
      'update order_line': 2,
      'update shipment': 2,
      'update review': 1,
    });
    const after = await content();
    expect(after.orders).toEqual([
      [11, 1, null],
      [15, 1, 'first'],
      [20, 7, null],
    ]);
    expect(after.order_line).toEqual([
      [11, 1, 5],
      [15, 1, 5],
      [15, 2, 5],
      [20, 1, 5],
    ]);
    expect(after.shipment).toEqual([
      [100, 15, 1],
      [101, 15, 2],
      [102, 20, 1],
    ]);
    expect(after.review).toEqual([
      [1, 1],
      [2, 1],
      [3, null],
      [4, null],
    ]);
  });

  test('a key set to what it is already is no change', async () => {
    await refill();
    const before = await content();
    const plan = await db.apply(update('customer', { id: 3 }, { id: 3, name: 'Cy' }));
    expect(totals(plan)).toEqual({ 'update customer': 1 });
    expect(await content()).toEqual(before);
  });

  test('a reference to a row that does not exist is refused, for updates and inserts', async () => {
    await refill();
    const moved = await db.preview(update('orders', { id: 10 }, { customer_id: 99 }));
    expect(moved.blockers).toMatchObject([{ rule: 'parentMissing', table: { name: 'orders' }, count: 1 }]);
    const added = await db.preview({
      kind: 'insert',
      table: db.table('orders'),
      rows: [
        { id: 30, customer_id: 99 },
        { id: 31, customer_id: 1 },
      ],
    });
    expect(added.blockers).toMatchObject([{ rule: 'parentMissing', count: 1 }]);
    expect(added.blockers[0]?.message).toContain('customer_id = 99');
  });

  test('rows inserted together may reference each other', async () => {
    await refill();
    await db.apply(
      { kind: 'insert', table: db.table('orders'), rows: [{ id: 40, customer_id: 8, note: "it's" }] },
      { kind: 'insert', table: db.table('customer'), rows: [{ id: 8, name: 'Eve' }] },
    );
    expect((await content()).orders).toContainEqual([40, 8, "it's"]);
  });

  test('a key that another row has is refused', async () => {
    await refill();
    const clash = await db.preview(update('customer', { id: 2 }, { email: 'ada@example.com' }));
    expect(clash.blockers).toMatchObject([{ rule: 'unique', table: { name: 'customer' } }]);
    const inserted = await db.preview({
      kind: 'insert',
      table: db.table('customer'),
      rows: [{ id: 1, name: 'Again' }],
    });
    expect(inserted.blockers).toMatchObject([{ rule: 'unique' }]);
  });

  test('a missing value is refused by name', async () => {
    await refill();
    const plan = await db.preview({ kind: 'insert', table: db.table('customer'), rows: [{ id: 5 }] });
    expect(plan.blockers).toMatchObject([{ rule: 'notNullable', message: expect.stringContaining('name') }]);
    const nulled = await db.preview(update('customer', { id: 1 }, { name: null }));
    expect(nulled.blockers).toMatchObject([{ rule: 'notNullable' }]);
  });

  test('rows that changed since the preview make it stale, with a new plan', async () => {
    await refill();
    const plan = await db.preview(remove('customer', { id: 1 }));
    await db.run(`INSERT INTO orders VALUES (12, 1, NULL)`);
    const before = await content();
    await expect(db.changes.apply(plan.plan)).rejects.toMatchObject({
      code: 'plan.stale',
      data: { totals: expect.arrayContaining([expect.objectContaining({ action: 'delete', count: 3 })]) },
    });
    expect(await content()).toEqual(before);
  });

  test('the rows of an effect are paged in key order', async () => {
    await refill();
    const plan = await db.preview(remove('customer', { id: 1 }));
    const lines = plan.effects.find(({ table }) => table.name === 'order_line');
    const first = await db.changes.rows(plan.plan, lines?.id ?? 0, null, 2);
    const second = await db.changes.rows(plan.plan, lines?.id ?? 0, first.next, 2);
    expect([...first.rows, ...second.rows].map(({ key }) => key)).toEqual([
      { order_id: 10, line: 1 },
      { order_id: 10, line: 2 },
      { order_id: 11, line: 1 },
    ]);
    expect(second.next).toBeNull();
  });

  test('a delete by filter takes the rows that match', async () => {
    await refill();
    const where = { filter: { column: 'note', op: 'isNull' } } as const;
    const plan = await db.apply({ kind: 'delete', table: db.table('orders'), where });
    expect(totals(plan)).toEqual({ 'delete orders': 2, 'delete order_line': 2, 'delete shipment': 1 });
  });

  test('more rows than are spelled out by key go as well', async () => {
    await refill();
    const values = Array.from({ length: 500 }, (_, i) => `(${1000 + i}, 2, NULL)`);
    await db.run(`INSERT INTO orders VALUES ${values.join(', ')}`);
    const reviews = Array.from({ length: 300 }, (_, i) => `(${1000 + i}, 2)`);
    await db.run(`INSERT INTO review VALUES ${reviews.join(', ')}`);
    const rekeyed = await db.apply(update('customer', { id: 2 }, { id: 6 }));
    expect(totals(rekeyed)).toMatchObject({ 'update orders': 501, 'update review': 301 });
    expect(await db.run('SELECT count(*) FROM orders WHERE customer_id = 6')).toEqual([[501]]);
    const gone = await db.apply(remove('customer', { id: 6 }));
    expect(totals(gone)).toMatchObject({ 'delete orders': 501 });
    expect(await db.run('SELECT count(*) FROM orders')).toEqual([[2]]);
  });

  test('what makes no sense is refused before anything is looked at', async () => {
    await expect(db.preview(remove('nowhere', { id: 1 }))).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(db.preview(remove('customer', { name: 1 }))).rejects.toMatchObject({
      code: 'request.invalid',
    });
    await expect(db.preview(update('customer', { id: 1 }, { nope: 1 }))).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringContaining('nope'),
    });
  });
});

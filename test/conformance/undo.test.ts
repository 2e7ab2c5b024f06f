import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planText } from '../../src-main/cli/plan/plan-text.ts';
import type { Change } from '../../src-main/model/change.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engineModes, shopChanges } from '../support/shop-changes.ts';
import { schema } from '../support/small-shop.ts';

describe.each(engineModes)('$name', ({ engine, mode }) => {
  let db: ChangeDatabase;
  beforeAll(async () => {
    db = await changeDatabase(engine, mode, schema);
  });
  afterAll(() => db.close());

  const { refill, content, remove, update, insert } = shopChanges(() => db);
  async function apply(...asked: readonly Change[]) {
    const plan = await db.preview(...asked);
    expect(plan.blockers).toEqual([]);
    return db.changes.apply(plan.plan);
  }
  async function undo(entry: string) {
    const plan = await db.history.undo(entry);
    expect(plan.blockers).toEqual([]);
    return db.changes.apply(plan.plan);
  }

  const changes: readonly (readonly [string, () => readonly Change[]])[] = [
    ['a delete with its cascades', () => [remove('customer', { id: 1 })]],
    ['the delete of a tree', () => [remove('category', { id: 1 })]],
    ['a key update with its cascades', () => [update('customer', { id: 2 }, { id: 7 })]],
    ['a composite key update', () => [update('orders', { id: 10 }, { id: 15 })]],
    ['an update', () => [update('customer', { id: 1 }, { name: "A'da", email: null })]],
    ['a move to another parent', () => [update('orders', { id: 10 }, { customer_id: 2, note: null })]],
    [
      'an insert',
      () => [insert('orders', { id: 50, customer_id: 8 }), insert('customer', { id: 8, name: 'E' })],
    ],
    [
      'all at once',
      () => [
        remove('customer', { id: 1 }),
        update('customer', { id: 2 }, { id: 9 }),
        insert('customer', { id: 12, name: 'New' }),
        insert('review', { id: 9, customer_id: 12 }),
      ],
    ],
  ];

  test.each(changes)('%s is undone, and the undo is undone', async (_, asked) => {
    await refill();
    const before = await content();
    const entry = await apply(...asked());
    expect(entry).toMatchObject({ undoable: true, reason: null });
    const after = await content();
    expect(after).not.toEqual(before);
    const undone = await undo(entry.entry);
    expect(await content()).toEqual(before);
    expect(undone).toMatchObject({ undoable: true });
    await undo(undone.entry);
    expect(await content()).toEqual(after);
  });

  test('the preview of an undo writes nothing and shows the rows that come back', async () => {
    await refill();
    const entry = await apply(remove('customer', { id: 1 }));
    const after = await content();
    const plan = await db.history.undo(entry.entry);
    expect(plan.totals).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'insert', count: 3 }),
        expect.objectContaining({ action: 'update', count: 2 }),
      ]),
    );
    const lines = plan.effects.find(({ table }) => table.name === 'order_line');
    const page = await db.changes.rows(plan.plan, lines?.id ?? 0, null, 2);
    expect(page.rows.map(({ after: row }) => row?.order_id)).toEqual([10, 10]);
    expect(page.next).not.toBeNull();
    const reviews = plan.effects.find(({ table }) => table.name === 'review');
    const updated = await db.changes.rows(plan.plan, reviews?.id ?? 0, null, 2);
    expect(updated.rows[0]).toMatchObject({ before: { customer_id: null }, after: { customer_id: 1 } });
    expect(await content()).toEqual(after);
  });

  test('the history names what was applied, the newest first, and what was undone', async () => {
    await refill();
    const first = await apply(remove('customer', { id: 1 }));
    const second = await undo(first.entry);
    const listed = await db.history.list(db.connection);
    expect(listed.slice(0, 2)).toMatchObject([
      { entry: second.entry, undoable: true },
      { entry: first.entry, summary: first.summary, undoable: false, reason: 'It was undone already.' },
    ]);
    await expect(db.history.undo(first.entry)).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(db.history.undo('none')).rejects.toMatchObject({ code: 'request.invalid' });
  });

  test('rows that changed since, or are gone, block the undo', async () => {
    await refill();
    const entry = await apply(
      update('customer', { id: 1 }, { name: 'Eve' }),
      update('customer', { id: 4 }, { name: 'Dia' }),
      update('orders', { id: 11 }, { note: 'new' }),
    );
    await db.run(`UPDATE customer SET email = 'else@example.com' WHERE id = 1`);
    await db.run(
      'DELETE FROM shipment',
      'DELETE FROM order_line WHERE order_id = 11',
      'DELETE FROM orders WHERE id = 11',
    );
    const plan = await db.history.undo(entry.entry);
    expect(plan.blockers).toMatchObject([
      {
        rule: 'changedSince',
        table: { name: 'customer' },
        count: 1,
        sample: [{ id: 1, name: 'Eve' }],
        since: [{ left: { id: 1 }, now: { id: 1, name: 'Eve' } }],
      },
      { rule: 'changedSince', table: { name: 'orders' }, count: 1 },
    ]);
    expect(plan.blockers[0]?.message).toContain('email is else@example.com instead of ada@example.com');
    expect(plan.blockers[1]?.message).toContain('is gone');
    const text = planText(plan, { sql: false });
    expect(text).toMatch(
      /^ *was id = 1.* email = ada@example\.com.*\n *now id = 1.* email = else@example\.com/m,
    );
    expect(text).toMatch(/^ *was id = 11.*\n *now gone/m);
    await expect(db.changes.apply(plan.plan)).rejects.toMatchObject({ code: 'plan.blocked' });
  });

  test('a row that changes between preview and apply makes the undo stale', async () => {
    await refill();
    const entry = await apply(update('customer', { id: 1 }, { name: 'Eve' }));
    const plan = await db.history.undo(entry.entry);
    await db.run(`UPDATE customer SET email = NULL WHERE id = 1`);
    await expect(db.changes.apply(plan.plan)).rejects.toMatchObject({ code: 'plan.stale' });
    expect(await db.run('SELECT name FROM customer WHERE id = 1')).toEqual([['Eve']]);
  });

  test('a key that was taken since, and a parent that is gone, block the undo', async () => {
    await refill();
    const taken = await apply(remove('customer', { id: 1 }));
    await db.run(`INSERT INTO customer VALUES (1, 'Other', NULL)`);
    expect((await db.history.undo(taken.entry)).blockers).toMatchObject([
      { rule: 'unique', table: { name: 'customer' } },
    ]);
    const orphan = await apply(remove('orders', { id: 20 }));
    await db.run('UPDATE review SET customer_id = NULL', 'DELETE FROM customer WHERE id = 2');
    expect((await db.history.undo(orphan.entry)).blockers).toMatchObject([
      { rule: 'parentMissing', table: { name: 'orders' } },
    ]);
  });

  test('rows that reference what the undo would take away block it', async () => {
    await refill();
    const entry = await apply(insert('customer', { id: 8, name: 'Eve' }));
    await db.run('INSERT INTO orders VALUES (80, 8, NULL)');
    expect((await db.history.undo(entry.entry)).blockers).toMatchObject([
      { rule: 'stillReferenced', table: { name: 'orders' }, count: 1 },
    ]);
  });

  test('ten thousand rows come back', async () => {
    await refill();
    const numbers = Array.from({ length: 5000 }, (_, i) => 1000 + i);
    for (let at = 0; at < numbers.length; at += 500) {
      const some = numbers.slice(at, at + 500);
      await db.run(
        `INSERT INTO orders VALUES ${some.map((id) => `(${id}, 2, 'n${id}')`).join(', ')}`,
        `INSERT INTO order_line VALUES ${some.map((id) => `(${id}, 1, ${id})`).join(', ')}`,
        `INSERT INTO category VALUES ${some.map((id) => `(${id}, ${id === 1000 ? 9 : id - 1})`).join(', ')}`,
        `INSERT INTO review VALUES ${some.map((id) => `(${id}, 2)`).join(', ')}`,
      );
    }
    const before = await content();
    const entry = await apply(remove('customer', { id: 2 }));
    await undo(entry.entry);
    expect(await content()).toEqual(before);
    const rekeyed = await apply(update('customer', { id: 2 }, { id: 77 }));
    await undo(rekeyed.entry);
    expect(await content()).toEqual(before);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '../../src-main/model/change.ts';
import { startTcpProxy } from '../faults/tcp-proxy.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engineModes, shopChanges } from '../support/shop-changes.ts';
import { schema } from '../support/small-shop.ts';
import { watchStatements } from '../support/watch-statements.ts';

describe.each(engineModes)('$name', ({ engine, mode }) => {
  let db: ChangeDatabase;
  const { refill, content, remove, update, insert } = shopChanges(() => db);
  beforeAll(async () => {
    db = await changeDatabase(engine, mode, schema);
  });
  afterAll(() => db.close());
  beforeEach(refill);

  const small: Readonly<Record<string, () => Change>> = {
    'a delete with all that follows': () => remove('customer', { id: 1 }),
    'an update': () => update('customer', { id: 2 }, { name: 'Bo' }),
    'a new key that others follow': () => update('customer', { id: 2 }, { id: 92 }),
    'a new row': () => insert('orders', { id: 30, customer_id: 4 }),
  };

  /** One more than usual: other tests that write on the same server are looked for once the change is committed. */
  const messages = 5;

  test.each(Object.keys(small))('%s is applied in a few messages', async (name) => {
    const { plan } = await db.preview(...[small[name]?.()].flatMap((change) => change ?? []));
    const watch = watchStatements(db.connection.database);
    const { undoable } = await db.changes.apply(plan);
    watch.stop();
    expect(undoable).toBe(true);
    expect(watch.trips()).toBeLessThanOrEqual(messages);
  });

  test('a preview makes its work tables in the messages that ask something', async () => {
    const watch = watchStatements(db.connection.database);
    await db.preview(remove('customer', { id: 1 }), update('customer', { id: 2 }, { id: 92 }));
    watch.stop();
    const made = watch.texts.filter((text) => /^CREATE /.test(text));
    expect(made).not.toEqual([]);
    // BEGIN is one more.
    expect(watch.trips()).toBeLessThanOrEqual(1 + watch.texts.length - made.length);
  });

  test.runIf(engine.dialect.info.fields.some(({ name }) => name === 'port'))(
    'the server is asked as often',
    async () => {
      const { settings, dialect } = db.connection;
      const proxy = await startTcpProxy(settings.host ?? '', Number(settings.port));
      const through = { ...settings, host: '127.0.0.1', port: String(proxy.port) };
      const database = await dialect.connect(through, { readOnly: false });
      const connection = { ...db.connection, database };
      // The driver asks for each type that it has not met.
      const first = await db.changes.preview(connection, [remove('customer', { id: 2 })]);
      await db.changes.apply(first.plan);
      const { plan } = await db.changes.preview(connection, [remove('customer', { id: 1 })]);
      // What the preview left is gone.
      const session = await database.session();
      await session.run({ text: 'SELECT 1', params: [] });
      await session.release();
      const before = proxy.turns();
      await db.changes.apply(plan);
      expect(proxy.turns() - before).toBeLessThanOrEqual(messages + 1);
      await database.close();
      await proxy.close();
    },
  );

  test('rows that changed since the preview are found before anything is written', async () => {
    const { plan } = await db.preview(remove('customer', { id: 1 }));
    await db.run('INSERT INTO shipment VALUES (103, 11, 1)');
    const before = await content();
    const watch = watchStatements(db.connection.database);
    await expect(db.changes.apply(plan)).rejects.toMatchObject({
      code: 'plan.stale',
      data: {
        totals: expect.arrayContaining([expect.objectContaining({ table: db.table('shipment'), count: 3 })]),
      },
    });
    watch.stop();
    expect(watch.texts.filter((text) => /^(DELETE|UPDATE)(?!.*referee_)/.test(text))).toEqual([]);
    expect(await content()).toEqual(before);
  });

  test('an apply that waits for another program among its statements can be cancelled', async () => {
    const before = await content();
    const { plan } = await db.preview(remove('customer', { id: 1 }));
    const other = await db.connection.database.session();
    await other.begin();
    await other.run({ text: 'UPDATE orders SET note = note WHERE id = 10', params: [] });
    const cancel = new AbortController();
    const applied = db.changes.apply(plan, { signal: cancel.signal }).catch(({ code }) => code);
    await sleep(100);
    const start = performance.now();
    cancel.abort();
    expect(await applied).toBe('cancelled');
    expect(performance.now() - start).toBeLessThan(2000);
    await other.rollback();
    await other.release();
    expect(await content()).toEqual(before);
    await db.changes.apply(plan);
  });
});

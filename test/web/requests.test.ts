import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { longCondition, numbers } from '../services/shop.ts';
import { soon } from '../support/soon.ts';
import { clientOf, knock, startShopServer } from './page.ts';

let shop: Awaited<ReturnType<typeof startShopServer>>;
beforeAll(async () => {
  shop = await startShopServer();
});
afterAll(() => shop.close());

const customers = { schema: '', name: 'customers' };

describe('requests over the WebSocket', () => {
  test('open a database and page its records', async () => {
    const socket = knock(shop.server);
    const client = clientOf(socket);
    const { connection, model } = await client.connections.open({ url: shop.url });
    expect(model.tables.map(({ name }) => name)).toEqual(['customers', 'orders', 'numbers']);
    const page = await client.records.page({ connection, table: customers, limit: 2 });
    expect(page.rows).toEqual([
      [1, 'Ada', 'London'],
      [2, 'Bea', null],
    ]);
    socket.close();
  });

  test('fail with code, message and hint', async () => {
    const socket = knock(shop.server);
    const failing = clientOf(socket).connections.open({ url: 'sqlite:/nowhere/shop.db' });
    await expect(failing).rejects.toMatchObject({
      code: 'connection.refused',
      message: expect.stringContaining('/nowhere/shop.db'),
      data: { hint: expect.any(String) },
    });
    socket.close();
  });

  test('are cancelled within a second, and the connection is as good as before', async () => {
    const socket = knock(shop.server);
    const client = clientOf(socket);
    const { connection } = await client.connections.open({ url: shop.url });
    const cancel = new AbortController();
    const log = await client.connections.log({ connection });
    const long = client.records.page(
      { connection, table: numbers, where: { sql: longCondition }, limit: 1 },
      { signal: cancel.signal },
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    const start = performance.now();
    cancel.abort();
    await expect(long).rejects.toThrow();
    // The statement itself has ended, too: its failure is in the log.
    for await (const { text, error } of log) {
      if (!text.includes('RECURSIVE')) continue;
      expect(error).toMatch(/cancel/i);
      break;
    }
    expect(performance.now() - start).toBeLessThan(soon);
    const page = await client.records.page({ connection, table: customers, limit: 1 });
    expect(page.rows).toHaveLength(1);
    socket.close();
  });

  test('lose what they opened when the page goes', async () => {
    const socket = knock(shop.server);
    const { connection } = await clientOf(socket).connections.open({ url: shop.url });
    socket.close();
    const other = knock(shop.server);
    const client = clientOf(other);
    await expect
      .poll(() =>
        client.model.get({ connection }).then(
          () => 'open',
          (error: Error) => error.message,
        ),
      )
      .toBe(`No connection "${connection}" is open.`);
    other.close();
  });
});

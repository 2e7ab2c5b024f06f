import { describe, expect, test } from 'vitest';
import { longCondition, numbers } from '../services/shop.ts';
import { soon } from '../support/soon.ts';
import { shopOverRpc } from './shop-over-rpc.ts';

const { shop, rpc } = shopOverRpc();

const customers = { schema: '', name: 'customers' };

async function open(): Promise<string> {
  const { result } = await rpc().ask('open', 'connections.open', { url: shop().url });
  return (result as { connection: string }).connection;
}

describe('referee rpc', () => {
  test('answers requests, one JSON object a line', async () => {
    const connection = await open();
    const { result } = await rpc().ask(2, 'records.page', {
      connection,
      table: customers,
      columns: ['name'],
      limit: 9,
    });
    expect(result).toEqual({
      columns: [{ name: 'name', type: 'TEXT' }],
      rows: [['Ada'], ['Bea'], ['Cid']],
      next: null,
      previous: [1],
    });
  });

  test('answers what is wrong with an error, and lives on', async () => {
    rpc().write('{"id":1,');
    rpc().write('"text"');
    rpc().write('{"method":"dialects.list"}');
    rpc().write('{"id":2}');
    const { error: method } = await rpc().ask(3, 'records.everything', {});
    const { error: prototype } = await rpc().ask(4, 'constructor.name', {});
    const { error: params } = await rpc().ask(5, 'records.page', {
      connection: 'x',
      table: customers,
      limit: 0,
    });
    const { error: list } = await rpc().ask(6, 'connections.close', [1]);
    const wrong = await Promise.all(
      ['no JSON:', 'no JSON object', '"id" must', '"method" must'].map((text) =>
        rpc().reply(({ error }) => error?.message.includes(text) === true),
      ),
    );
    expect(wrong.map(({ id }) => id)).toEqual([null, null, null, 2]);
    expect(method).toMatchObject({ message: 'There is no method "records.everything".' });
    expect(method?.hint).toContain('records.page');
    expect(prototype?.message).toBe('There is no method "constructor.name".');
    expect(params?.message).toBe('records.page: "limit" must be >=1, not 0.');
    expect(list?.message).toBe('connections.close: "connection" is missing.');
    for (const { error } of [...wrong, { error: method }, { error: params }]) {
      expect(error?.code).toBe('request.invalid');
    }
    expect((await rpc().ask(7, 'dialects.list')).result).toHaveLength(3);
  });

  test('refuses an id that is still in use', async () => {
    const connection = await open();
    rpc().write(JSON.stringify({ id: 8, method: 'connections.log', params: { connection } }));
    rpc().write(JSON.stringify({ id: 8, method: 'dialects.list' }));
    const { error } = await rpc().reply((reply) => reply.id === 8 && reply.error !== undefined);
    expect(error?.message).toBe('A request with the id 8 is still running.');
  });

  test('streams events of a request, and cancels one', async () => {
    const connection = await open();
    rpc().write(JSON.stringify({ id: 'log', method: 'connections.log', params: { connection } }));
    await rpc().ask(1, 'records.page', { connection, table: customers, limit: 1 });
    const { event } = await rpc().reply(
      (reply) => reply.id === 'log' && JSON.stringify(reply.event ?? '').includes('FROM \\"customers\\"'),
    );
    expect(event).toMatchObject({ params: [], rows: 2, error: null });
    rpc().write('{"id":"log","cancel":true}');
    expect(await rpc().reply((reply) => reply.id === 'log' && reply.event === undefined)).toMatchObject({
      id: 'log',
    });
  });

  test('runs requests at the same time and cancels a long one within a second', async () => {
    const connection = await open();
    const long = rpc().ask('long', 'records.page', {
      connection,
      table: numbers,
      where: { sql: longCondition },
      limit: 1,
    });
    expect((await rpc().ask(2, 'model.get', { connection })).result).toBeDefined();
    const start = performance.now();
    rpc().write('{"id":"long","cancel":true}');
    expect((await long).error).toMatchObject({ code: 'cancelled' });
    expect(performance.now() - start).toBeLessThan(soon);
    expect(
      (await rpc().ask(3, 'records.page', { connection, table: customers, limit: 1 })).result,
    ).toBeDefined();
  });

  test('ends with its input, once all requests are answered', async () => {
    const connection = await open();
    rpc().write(JSON.stringify({ id: 'log', method: 'connections.log', params: { connection } }));
    const last = rpc().ask(9, 'records.page', { connection, table: customers, limit: 1 });
    rpc().end();
    expect((await last).result).toBeDefined();
    expect(await rpc().ended).toBe(0);
  });

  test('writes nothing but replies on its output', async () => {
    await rpc().ask(1, 'connections.test', { url: 'sqlite:/nowhere.db' });
    rpc().end();
    await rpc().ended;
    expect(rpc().replies).toHaveLength(1);
  });
});

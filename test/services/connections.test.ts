import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { resultOf } from '../../src-main/contract/result-of.ts';
import { createShop } from './shop.ts';

let shop: Awaited<ReturnType<typeof createShop>>;
beforeEach(async () => {
  shop = await createShop();
});
afterEach(() => shop.close());

const customers = { schema: '', name: 'customers' };

describe('a connection', () => {
  test('is opened by its URL, with the model of the database', async () => {
    const opened = await shop.client.connections.open({ url: shop.url });
    expect(opened).toMatchObject({
      dialect: 'sqlite',
      name: shop.file,
      environment: 'development',
      readOnly: false,
    });
    expect(opened.model.mode).toBe('foreignKeys');
    expect(opened.model.relations.map(({ id, state }) => [id, state])).toEqual([
      ['orders(customer_id)->customers(id)', 'enforced'],
    ]);
    expect(await shop.client.model.get({ connection: opened.connection })).toEqual(opened.model);
  });

  test('sees a new table after a reload', async () => {
    const { connection } = await shop.client.connections.open({ url: shop.url });
    const { default: Sqlite } = await import('better-sqlite3');
    new Sqlite(shop.file).exec('CREATE TABLE returns (id INTEGER PRIMARY KEY)').close();
    const { tables } = await shop.client.model.reload({ connection });
    expect(tables.map(({ name }) => name)).toContain('returns');
  });

  test('is of no use once it is closed', async () => {
    const { connection } = await shop.client.connections.open({ url: shop.url });
    const log = await shop.client.connections.log({ connection });
    expect(await shop.client.connections.close({ connection })).toEqual({});
    await expect(shop.client.model.get({ connection })).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(shop.client.connections.close({ connection })).rejects.toThrow(
      `No connection "${connection}"`,
    );
    const texts = [];
    for await (const { text } of log) texts.push(text);
    expect(texts.length).toBeGreaterThan(0);
  });

  test('takes its plans along when it is closed', async () => {
    const { connection } = await shop.client.connections.open({ url: shop.url });
    const { plan } = await resultOf(
      shop.client.changes.preview({
        connection,
        changes: [{ kind: 'delete', table: customers, where: { keys: [{ id: 1 }] } }],
      }),
    );
    await shop.client.connections.close({ connection });
    await expect(resultOf(shop.client.changes.apply({ plan }))).rejects.toMatchObject({
      code: 'plan.unknown',
    });
  });

  test('that is read-only refuses to apply a change', async () => {
    const { connection, readOnly } = await shop.client.connections.open({ url: shop.url, readOnly: true });
    expect(readOnly).toBe(true);
    const { plan } = await resultOf(
      shop.client.changes.preview({
        connection,
        changes: [{ kind: 'delete', table: customers, where: { keys: [{ id: 1 }] } }],
      }),
    );
    await expect(resultOf(shop.client.changes.apply({ plan }))).rejects.toMatchObject({ code: 'readOnly' });
    expect((await shop.client.records.page({ connection, table: customers, limit: 9 })).rows).toHaveLength(3);
  });

  test.each([
    ['no scheme', 'shop.db', /has no scheme/],
    ['an unknown scheme', 'oracle://host/shop', /"oracle:"/],
    ['no file', 'sqlite:/nowhere/shop.db', /\/nowhere\/shop\.db/],
  ])('is refused for a URL with %s', async (_, url, message) => {
    await expect(shop.client.connections.open({ url })).rejects.toThrow(message);
    expect(await shop.client.connections.test({ url })).toMatchObject({
      ok: false,
      message: expect.stringMatching(message),
    });
  });

  test('is refused for a file that is no database', async () => {
    const file = join(shop.folder, 'letter.txt');
    await writeFile(file, 'Dear Sir or Madam, this is a letter and no database at all.'.repeat(20));
    await expect(shop.client.connections.open({ url: `sqlite:${file}` })).rejects.toThrow(file);
    expect(await readFile(file, 'utf8')).toContain('Dear Sir');
  });

  test('is tested without being opened', async () => {
    expect(await shop.client.connections.test({ url: shop.url })).toEqual({
      ok: true,
      serverVersion: expect.stringMatching(/^3\./),
    });
  });
});

describe('the relation mode in force', () => {
  const mode = async (request: { relationMode?: 'prisma'; relationFile?: string }) =>
    (await shop.client.connections.open({ url: shop.url, ...request })).model.mode;

  test('is the one asked for, else that of the relation file, else foreignKeys', async () => {
    const relationFile = join(shop.folder, 'relations.json');
    expect(await mode({ relationFile })).toBe('foreignKeys');
    expect(await mode({ relationFile, relationMode: 'prisma' })).toBe('prisma');
    await writeFile(
      relationFile,
      JSON.stringify({ version: 1, mode: 'prisma', relations: [], remembered: [] }),
    );
    expect(await mode({ relationFile })).toBe('prisma');
  });
});

describe('a saved connection', () => {
  const toSave = () => ({ name: 'Shop', dialect: 'sqlite', settings: { file: shop.file } });

  test('is opened by its id, under its own name and rules', async () => {
    const [saved] = await shop.client.connections.save({
      connection: { ...toSave(), environment: 'production', readOnly: true, relationMode: 'prisma' },
    });
    expect(saved).toMatchObject({ name: 'Shop', environment: 'production', hasSecret: false });
    const opened = await shop.client.connections.open({ id: saved?.id ?? '' });
    expect(opened).toMatchObject({ name: 'Shop', environment: 'production', readOnly: true });
    expect(opened.model.mode).toBe('prisma');
    expect((await shop.client.connections.open({ id: saved?.id ?? '', readOnly: false })).readOnly).toBe(
      false,
    );
  });

  test('names the mode in force after a switch', async () => {
    const [saved] = await shop.client.connections.save({
      connection: { ...toSave(), relationMode: 'foreignKeys' },
    });
    const { connection } = await shop.client.connections.open({ id: saved?.id ?? '' });
    const { plan } = await shop.client.mode.preview({ connection, to: 'prisma' });
    for await (const event of await shop.client.mode.apply({ plan })) expect(event.kind).toBe('step');
    expect(await shop.client.connections.list({})).toMatchObject([{ relationMode: 'prisma' }]);
  });

  test('is changed under its id, and removed', async () => {
    const [saved] = await shop.client.connections.save({ connection: toSave() });
    const id = saved?.id ?? '';
    const changed = await shop.client.connections.save({ connection: { ...toSave(), id, name: 'Store' } });
    expect(changed).toMatchObject([{ id, name: 'Store' }]);
    expect(await shop.client.connections.remove({ id })).toEqual([]);
    await expect(shop.client.connections.open({ id })).rejects.toThrow(
      `No connection is saved under the id "${id}"`,
    );
  });

  test.each([
    [{ dialect: 'oracle' }, 'There is no dialect "oracle".'],
    [{ settings: {} }, 'A connection to SQLite needs the field "Database file".'],
    [{ settings: { file: 'a.db', host: 'b' } }, 'A connection to SQLite has no field "host".'],
  ])('is refused with %j', async (wrong, message) => {
    await expect(shop.client.connections.save({ connection: { ...toSave(), ...wrong } })).rejects.toThrow(
      message,
    );
    expect(await shop.client.connections.list({})).toEqual([]);
  });
});

describe('the sample database', () => {
  test("is a copy of one's own that stays as one leaves it", async () => {
    const { url } = await shop.client.connections.sample({});
    expect(url).toBe(`sqlite:${join(shop.folder, 'home', 'sample.db')}`);
    const { connection } = await shop.client.connections.open({ url });
    const { plan } = await resultOf(
      shop.client.changes.preview({
        connection,
        changes: [{ kind: 'delete', table: customers, where: { keys: [{ id: 2 }] } }],
      }),
    );
    await resultOf(shop.client.changes.apply({ plan }));
    expect(await shop.client.connections.sample({})).toEqual({ url });
    const again = await shop.client.connections.open({ url });
    const page = await shop.client.records.page({ connection: again.connection, table: customers, limit: 9 });
    expect(page.rows.map(([id]) => id)).toEqual([1, 3]);
  });
});

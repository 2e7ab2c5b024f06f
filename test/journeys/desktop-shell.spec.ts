import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createShop, longCondition, numbers } from '../services/shop.ts';
import { electronBinary } from './electron-binary.ts';
import { test as base, expect } from './fixtures.ts';
import { openStandin, type Standin } from './open-standin.ts';
import { clientThroughPipe } from './pipe-client.ts';

/** What is outside of the window only the stand-in shows. */
const test = base.extend<{ desktop: Standin; shop: Awaited<ReturnType<typeof createShop>> }>({
  desktop: async ({ home }, use) => {
    const desktop = await openStandin(home);
    await use(desktop);
    await desktop.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from this pattern.
  shop: async ({}, use) => {
    const shop = await createShop();
    await use(shop);
    await shop.close();
  },
});

test.skip(electronBinary() !== null, 'with the real Electron, there is no stand-in to look at');

test('the page gets a message pipe and nothing else', async ({ desktop: { page } }) => {
  const exposed = await page.evaluate(() => ({
    pipe: Object.keys(Object.getOwnPropertyDescriptor(window, 'referee')?.value ?? {}).sort(),
    node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in window),
  }));
  expect(exposed).toEqual({ pipe: ['onMessage', 'postMessage'], node: [] });
});

test('the page runs no script that is written into it', async ({ desktop: { page } }) => {
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "taken over"';
    document.body.append(script);
    return document.title;
  });
  expect(ran).not.toBe('taken over');
});

test('the page can go nowhere and open nothing', async ({ desktop }) => {
  const { page, told } = desktop;
  const address = page.url();
  await page.evaluate(() => {
    window.location.href = 'https://example.com/';
  });
  await page.evaluate(() => window.open('file:///etc/passwd'));
  await page.evaluate(() => window.open('https://example.com/docs'));
  await expect.poll(() => told.filter(({ kind }) => kind === 'dialog').length).toBe(1);
  expect(page.url()).toBe(address);
  expect(told.filter(({ kind }) => kind === 'window-opened')).toEqual([]);
});

test('a link leaves the program only after its user agreed', async ({ desktop }) => {
  const { page, told, send } = desktop;
  send({ kind: 'answer', dialog: 'message', value: { response: 1 } });
  send({ kind: 'answer', dialog: 'message', value: { response: 0 } });
  await page.evaluate(() => window.open('https://example.com/refused'));
  await expect.poll(() => told.filter(({ kind }) => kind === 'dialog').length).toBe(1);
  await page.evaluate(() => window.open('https://example.com/agreed'));
  await expect
    .poll(() => told.filter(({ kind }) => kind === 'open-external').map(({ value }) => value))
    .toEqual(['https://example.com/agreed']);
});

test('the page is granted no permission', async ({ desktop: { page } }) => {
  const state = await page.evaluate(
    async () => (await navigator.permissions.query({ name: 'geolocation' })).state,
  );
  expect(state).not.toBe('granted');
});

test('requests, failures and a cancellation cross the pipe', async ({ desktop: { page }, shop }) => {
  const client = await clientThroughPipe(page);
  const { connection } = await client.connections.open({ url: shop.url });
  await expect(
    client.records.page({ connection, table: { schema: '', name: 'nots' }, limit: 1 }),
  ).rejects.toThrow('There is no table nots in this database.');

  const cancel = new AbortController();
  const log = await client.connections.log({ connection });
  const long = client.records.page(
    { connection, table: numbers, where: { sql: longCondition }, limit: 1 },
    { signal: cancel.signal },
  );
  setTimeout(() => cancel.abort(), 300);
  await expect(long).rejects.toThrow();
  for await (const { text, error } of log) {
    if (!text.includes('RECURSIVE')) continue;
    expect(error).toMatch(/cancel/i);
    break;
  }
  expect((await client.records.page({ connection, table: numbers, limit: 3 })).rows).toEqual([[1], [2], [3]]);
});

test('what a page had opened is closed when it is loaded anew', async ({ desktop: { page }, shop }) => {
  const { connection } = await (await clientThroughPipe(page)).connections.open({ url: shop.url });
  await page.reload();
  const answer = await page.evaluate(
    (handle) =>
      new Promise((resolve) => {
        const { referee } = window as unknown as { referee: import('../../src-main/contract/pipe.ts').Pipe };
        referee.onMessage((message) => {
          if (typeof message === 'string' && message.includes('"late"')) resolve(message);
        });
        const body = { json: { connection: handle } };
        referee.postMessage(JSON.stringify({ i: 'late', p: { u: '/model/get', b: body } }));
      }),
    connection,
  );
  expect(answer).toContain(`No connection \\"${connection}\\" is open.`);
});

test('a native dialog chooses a database file', async ({ desktop, shop }) => {
  desktop.send({ kind: 'answer', dialog: 'open', value: { canceled: false, filePaths: [shop.file] } });
  const chosen = await desktop.page.evaluate(
    () =>
      new Promise((resolve) => {
        const { referee } = window as unknown as { referee: import('../../src-main/contract/pipe.ts').Pipe };
        referee.onMessage((message) => {
          if (typeof message === 'object' && 'kind' in message) resolve(message);
        });
        referee.postMessage({ kind: 'chooseDatabaseFile', request: 7 });
      }),
  );
  expect(chosen).toEqual({ kind: 'databaseFileChosen', request: 7, url: shop.url });
});

test('a command of the menu and a second start of the program reach the page', async ({ desktop, shop }) => {
  const { page, send } = desktop;
  await page.evaluate(() => {
    const heard: unknown[] = [];
    const { referee } = window as unknown as { referee: import('../../src-main/contract/pipe.ts').Pipe };
    referee.onMessage((message) => {
      if (typeof message === 'object') heard.push(message);
    });
    Object.assign(window, { heard });
  });
  const heard = () => page.evaluate(() => Object(window).heard as unknown[]);
  send({ kind: 'menu', label: 'Reload Database Structure' });
  await expect.poll(heard).toEqual([{ kind: 'menu', command: 'reload' }]);
  send({ kind: 'second-instance', argv: ['referee', '.', '--some-switch', shop.file] });
  await expect.poll(async () => (await heard()).at(-1)).toEqual({ kind: 'open', url: shop.url });
});

test('a password is kept encrypted, and outlives the program', async ({ home }) => {
  const desktop = await openStandin(home);
  const secrets = { password: 'hunter2' };
  const settings = { host: '127.0.0.1', port: '1', user: 'ada', database: 'shop' };
  const client = await clientThroughPipe(desktop.page);
  const [saved] = await client.connections.save({
    connection: { name: 'Shop', dialect: 'postgresql', settings, secrets },
  });
  expect(saved?.hasSecret).toBe(true);
  for (const name of ['connections.json', 'secrets.json']) {
    expect(await readFile(join(home, name), 'utf8')).not.toContain('hunter2');
  }
  await desktop.close();
  const again = await openStandin(home);
  expect(await (await clientThroughPipe(again.page)).connections.list({})).toEqual([saved]);
  await again.close();
});

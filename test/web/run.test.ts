import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createShop } from '../services/shop.ts';

const program = fileURLToPath(new URL('../../src-main/web/main.ts', import.meta.url));

let shop: Awaited<ReturnType<typeof createShop>>;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.close());

test('the web shell prints its address first, with token and database, and ends when it is told to', async () => {
  const server = spawn(process.execPath, [program, '--open', 'shop.db'], {
    cwd: shop.folder,
    env: { ...process.env, REFEREE_HOME: shop.folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(server, 'close');
  const [line] = await once(createInterface({ input: server.stdout }), 'line');
  const address = new URL(String(line));
  expect(address.hostname).toBe('127.0.0.1');
  const hash = new URLSearchParams(address.hash.slice(1));
  expect(Buffer.from(hash.get('token') ?? '', 'base64url')).toHaveLength(32);
  expect(hash.get('open')).toBe(shop.url);
  expect((await fetch(new URL('/missing', address))).status).toBe(404);
  server.kill();
  expect((await ended)[0]).toBe(0);
});

test('the web shell opens a copy of the sample database when it is asked to', async () => {
  const home = await mkdtemp(join(tmpdir(), 'referee-home-'));
  const server = spawn(process.execPath, [program, '--sample'], {
    env: { ...process.env, REFEREE_HOME: home },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(server, 'close');
  const [line] = await once(createInterface({ input: server.stdout }), 'line');
  const open = new URLSearchParams(new URL(String(line)).hash.slice(1)).get('open') ?? '';
  expect(open.startsWith('sqlite:')).toBe(true);
  expect(open).toContain(home);
  server.kill();
  await ended;
  await rm(home, { recursive: true });
});

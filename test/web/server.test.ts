import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { get, knock, startShopServer, statusOf } from './page.ts';

let shop: Awaited<ReturnType<typeof startShopServer>>;
beforeAll(async () => {
  shop = await startShopServer();
});
afterAll(() => shop.close());

describe('the page', () => {
  test('is served with headers that let it load nothing from elsewhere', async () => {
    const { status, headers, body } = await get(shop.server, '/');
    expect([status, body]).toEqual([200, '<title>Referee</title>']);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${shop.server.port}`);
  });

  test('has its scripts beside it', async () => {
    const { status, headers } = await get(shop.server, '/assets/main.js?v=1');
    expect([status, headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
  });

  test.each([
    '/../secret.html',
    '/assets/../../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/..%5csecret.html',
    '/../renderer-secret.html',
    '//etc/passwd',
    '/link.html',
    '/%',
    '/%00.html',
    '/missing.html',
    '/assets',
  ])('leads to no file outside of its folder: %s', async (path) => {
    const { status, body } = await get(shop.server, path);
    expect([status, body]).toEqual([404, 'There is no such file.\n']);
  });

  test('is only read', async () => {
    expect((await get(shop.server, '/', {}, 'POST')).status).toBe(405);
    expect((await get(shop.server, '/', {}, 'HEAD')).body).toBe('');
  });

  test.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1'])(
    'is refused to a request for the host %s',
    async (host) => {
      expect((await get(shop.server, '/', { host })).status).toBe(403);
    },
  );

  test('is refused to a request from another page', async () => {
    expect((await get(shop.server, '/', { origin: 'http://evil.example' })).status).toBe(403);
    expect((await get(shop.server, '/', { origin: 'null' })).status).toBe(403);
  });
});

describe('the WebSocket', () => {
  const own = () => `http://127.0.0.1:${shop.server.port}`;

  test('lets in who knows the token', async () => {
    expect(await statusOf(knock(shop.server))).toBe(101);
    const host = `localhost:${shop.server.port}`;
    expect(await statusOf(knock(shop.server, { host, origin: `http://${host}` }))).toBe(101);
  });

  test('refuses who does not', async () => {
    const { token } = shop.server;
    const last = token.endsWith('A') ? 'B' : 'A';
    expect(await statusOf(knock(shop.server, { token: 'none' }))).toBe(401);
    expect(await statusOf(knock(shop.server, { token: token.slice(0, -1) }))).toBe(401);
    expect(await statusOf(knock(shop.server, { token: token.slice(0, -2) + last + last }))).toBe(401);
  });

  test('refuses other pages, other hosts and other paths, even with the token', async () => {
    expect(await statusOf(knock(shop.server, { origin: 'http://evil.example' }))).toBe(403);
    expect(await statusOf(knock(shop.server, { origin: own().replace('http:', 'https:') }))).toBe(403);
    const host = `evil.example:${shop.server.port}`;
    expect(await statusOf(knock(shop.server, { host, origin: `http://${host}` }))).toBe(403);
    expect(await statusOf(knock(shop.server, { path: '/' }))).toBe(403);
  });

  test('has a token of 32 random bytes that differs from server to server', async () => {
    expect(Buffer.from(shop.server.token, 'base64url')).toHaveLength(32);
    const other = await startShopServer();
    expect(other.server.token).not.toBe(shop.server.token);
    await other.close();
  });

  test('ends when a message is too large, and the server lives on', async () => {
    const socket = knock(shop.server);
    const code = await new Promise((resolve) => {
      socket.on('open', () => socket.send(Buffer.alloc(17 * 1024 * 1024)));
      socket.on('error', () => {});
      socket.on('close', resolve);
    });
    expect([1006, 1009]).toContain(code);
    expect(await statusOf(knock(shop.server))).toBe(101);
  });
});

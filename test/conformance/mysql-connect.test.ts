import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mysql } from '../../src-main/dialects/mysql/index.ts';
import { AppError } from '../../src-main/model/error.ts';
import { type OpenMysql, openMysql } from '../support/open-mysql.ts';
import { soon } from '../support/soon.ts';

let open: OpenMysql;
beforeAll(async () => {
  open = await openMysql();
});
afterAll(() => open.close());

async function failure(url: string): Promise<AppError> {
  try {
    await mysql.connect(mysql.parseUrl(url), { readOnly: false });
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  return expect.fail('It connected.');
}

const spoken = (error: AppError) =>
  `${error.message} ${error.hint} ${error.stack} ${JSON.stringify(error.cause)}`;

async function unusedPort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => listener.once('listening', resolve));
  const address = listener.address();
  await new Promise((resolve) => listener.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

test('a database opens and tells its version', () => {
  expect(open.database.serverVersion).toMatch(/^(MariaDB|MySQL) \d+\.\d+\.\d+$/);
});

test('a wrong password is refused by user and host, and not repeated', async () => {
  const name = `locked_${Date.now()}`;
  await open.run(`CREATE USER ${name}@'%' IDENTIFIED BY 'right'`);
  try {
    const error = await failure(open.url.replace(/\/\/[^@]*@/, `//${name}:s3cret@`));
    expect(error.code).toBe('auth.failed');
    expect(error.message).toContain(name);
    expect(spoken(error)).not.toContain('s3cret');
    const forbidden = await failure(open.url.replace(/\/\/[^@]*@/, `//${name}:right@`));
    expect(forbidden.code).toBe('auth.failed');
    expect(forbidden.message).toContain('may not use database');
  } finally {
    await open.run(`DROP USER ${name}@'%'`);
  }
});

test('an unknown database is named', async () => {
  const error = await failure(open.url.replace(/\/[^/]*$/, '/no_such_shop'));
  expect(error.code).toBe('request.invalid');
  expect(error.message).toContain('"no_such_shop"');
});

test('a port on which nobody listens is named', async () => {
  const port = await unusedPort();
  const error = await failure(`mysql://root:s3cret@127.0.0.1:${port}/shop`);
  expect(error.code).toBe('connection.refused');
  expect(error.message).toContain(`127.0.0.1:${port}`);
  expect(spoken(error)).not.toContain('s3cret');
});

test('an unknown host is named', async () => {
  const error = await failure('mysql://root@no-such-host.invalid/shop');
  expect(error.code).toBe('connection.refused');
  expect(error.message).toContain('no-such-host.invalid');
});

test('a server that is no MySQL server is refused', async () => {
  const listener = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(
    0,
    '127.0.0.1',
  );
  await new Promise((resolve) => listener.once('listening', resolve));
  const address = listener.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const error = await failure(`mysql://root@127.0.0.1:${port}/shop`);
  await new Promise((resolve) => listener.close(resolve));
  expect(error.code).toBe('connection.refused');
});

test('encryption is demanded of a server that has none', async () => {
  const offered = (await open.run('SELECT @@have_ssl')).rows[0]?.[0];
  if (offered === 'YES') return;
  const error = await failure(`${open.url}?tls=verified`);
  expect(error.code).toBe('connection.refused');
  expect(error.message).toContain('no encrypted connection');
});

test('a database that was closed gives no more sessions', async () => {
  const other = await openMysql({ url: open.url });
  await other.close();
  await expect(other.database.session()).rejects.toMatchObject({ code: 'connection.lost' });
});

test('a running statement ends when the database is closed', async () => {
  const other = await openMysql({ url: open.url });
  const running = other.run('SELECT SLEEP(30)');
  const ended = expect(running)
    .resolves.toBeDefined()
    .catch(() => expect(running).rejects.toBeInstanceOf(AppError));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const started = performance.now();
  await other.close();
  await ended;
  expect(performance.now() - started).toBeLessThan(soon);
});

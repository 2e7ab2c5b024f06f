import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postgresql } from '../../src-main/dialects/postgresql/index.ts';
import type { AppError } from '../../src-main/model/error.ts';
import { findServer } from '../support/find-servers.ts';

const server = await findServer('postgresql');
let fresh: Awaited<ReturnType<typeof server.fresh>>;

beforeAll(async () => {
  fresh = await server.fresh();
});
afterAll(() => fresh.close());

const open = (url: string, readOnly = false) => postgresql.connect(postgresql.parseUrl(url), { readOnly });
const failure = (url: string): Promise<AppError> =>
  open(url).then(
    () => expect.fail('It connected.'),
    (error) => error,
  );

test('a database opens and tells its version', async () => {
  const database = await open(fresh.url);
  expect(database.serverVersion).toMatch(/^\d+\.\d+/);
  await database.close();
});

test('a wrong password is refused without being repeated', async () => {
  const database = await open(fresh.url);
  const session = await database.session();
  const { port, host } = new URL(fresh.url);
  await session.run({ text: `DROP ROLE IF EXISTS referee_nobody`, params: [] });
  const error = await failure(
    fresh.url.replace(host, host).replace(/\/\/[^@]*@/, '//referee_nobody:s3cret@'),
  );
  expect(port).not.toBe('');
  expect(error.code).toBe('auth.failed');
  expect(error.message).toContain('referee_nobody');
  expect(JSON.stringify([error.message, error.hint])).not.toContain('s3cret');
  await session.release();
  await database.close();
});

test('a port on which nobody listens is named', async () => {
  const listener = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => listener.once('listening', resolve));
  const address = listener.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await new Promise((resolve) => listener.close(resolve));
  const error = await failure(`postgres://me@127.0.0.1:${port}/shop`);
  expect(error.code).toBe('connection.refused');
  expect(error.message).toContain(`127.0.0.1:${port}`);
});

test('a host that does not exist is named', async () => {
  const error = await failure('postgres://me@no-such-host.invalid/shop');
  expect(error.code).toBe('connection.refused');
  expect(error.message).toContain('no-such-host.invalid');
});

test('a database that does not exist is named', async () => {
  const error = await failure(fresh.url.replace(/\/[^/]*$/, '/no_such_database'));
  expect(error).toMatchObject({ code: 'request.invalid' });
  expect(error.message).toContain('"no_such_database"');
});

test('sslmode require says that the server offers no encryption', async () => {
  const error = await failure(`${fresh.url}?sslmode=require`);
  expect(error).toMatchObject({ code: 'connection.refused' });
  expect(error.message).toContain('does not offer encrypted connections');
});

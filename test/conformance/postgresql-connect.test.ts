import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postgresql } from '../../src-main/dialects/postgresql/index.ts';
import type { AppError } from '../../src-main/model/error.ts';
import { type OpenPostgresql, openPostgresql } from '../support/open-postgresql.ts';

let open: OpenPostgresql;

beforeAll(async () => {
  open = await openPostgresql();
});
afterAll(() => open.close());

async function failure(url: string): Promise<AppError> {
  try {
    await postgresql.connect(postgresql.parseUrl(url), { readOnly: false });
  } catch (error) {
    return error as AppError;
  }
  return expect.fail('It connected.');
}

test('a database opens and tells its version', () => {
  expect(open.database.serverVersion).toMatch(/^\d+\.\d+$/);
});

test('an unknown user is refused by name', async () => {
  const error = await failure(open.url.replace(/\/\/[^@]*@/, '//referee_nobody:s3cret@'));
  expect(error.code).toBe('auth.failed');
  expect(error.message).toContain('"referee_nobody"');
  expect(`${error.message} ${error.hint}`).not.toContain('s3cret');
});

test('a wrong password is refused without being repeated, and none is asked for', async () => {
  const name = `locked_${Date.now()}`;
  const { rows } = await open.run(
    `SELECT pg_read_file(current_setting('hba_file')), current_setting('hba_file')`,
  );
  const [rules = '', path = ''] = rows[0]?.map(String) ?? [];
  const write = async (text: string) => {
    const literal = (part: string) => `'${part.replaceAll("'", "''")}'`;
    const lines = `SELECT regexp_split_to_table(${literal(text)}, E'\\n')`;
    await open.run(`COPY (${lines}) TO ${literal(path)}`);
    await open.run('SELECT pg_reload_conf()');
  };
  await open.run(`CREATE ROLE ${name} LOGIN PASSWORD 'right'`);
  await write(`host all ${name} all scram-sha-256\n${rules}`);
  try {
    const as = (password: string) => open.url.replace(/\/\/[^@]*@/, `//${name}${password}@`);
    await expect.poll(async () => (await failure(as(':s3cret'))).code, { timeout: 5000 }).toBe('auth.failed');
    const wrong = await failure(as(':s3cret'));
    expect(wrong.message).toContain(`does not accept the password of user "${name}"`);
    expect(`${wrong.message} ${wrong.hint} ${wrong.stack}`).not.toContain('s3cret');
    expect((await failure(as(''))).message).toContain('asks for a password');
    const right = await postgresql.connect(postgresql.parseUrl(as(':right')), { readOnly: false });
    await right.close();
  } finally {
    await write(rules);
    await open.run(`DROP ROLE ${name}`);
  }
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

test('a port on which something else listens is no endless wait', async () => {
  const listener = createServer((socket) => socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(
    0,
    '127.0.0.1',
  );
  await new Promise((resolve) => listener.once('listening', resolve));
  const address = listener.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect((await failure(`postgres://me@127.0.0.1:${port}/shop`)).code).toBe('connection.refused');
  await new Promise((resolve) => listener.close(resolve));
});

test('a host that does not exist is named', async () => {
  const error = await failure('postgres://me@no-such-host.invalid/shop');
  expect(error.code).toBe('connection.refused');
  expect(error.message).toContain('no-such-host.invalid');
});

test('a database that does not exist is named', async () => {
  const error = await failure(open.url.replace(/\/[^/]*$/, '/no_such_database'));
  expect(error.code).toBe('request.invalid');
  expect(error.message).toContain('"no_such_database"');
});

test('sslmode require connects encrypted, or says that the server offers no encryption', async () => {
  const { rows } = await open.run('SHOW ssl');
  const url = `${open.url}?sslmode=require`;
  if (rows[0]?.[0] === 'on') {
    const database = await postgresql.connect(postgresql.parseUrl(url), { readOnly: false });
    const session = await database.session();
    const text = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
    expect((await session.run({ text, params: [] })).rows).toEqual([[true]]);
    await database.close();
    return;
  }
  const error = await failure(url);
  expect(error.code).toBe('connection.refused');
  expect(error.message).toContain('does not offer encrypted connections');
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '../../src-main/dialects/dialect.ts';
import { postgresql } from '../../src-main/dialects/postgresql/index.ts';
import { type OpenPostgresql, openPostgresql } from '../support/open-postgresql.ts';
import { soon } from '../support/soon.ts';

let open: OpenPostgresql;

beforeAll(async () => {
  open = await openPostgresql();
  await open.run('CREATE TABLE parent (id int PRIMARY KEY)');
  await open.run(
    'CREATE TABLE child (id int PRIMARY KEY, parent_id int CONSTRAINT child_parent REFERENCES parent, email text UNIQUE)',
  );
  await open.run('INSERT INTO parent VALUES (1), (2)');
  await open.run(`INSERT INTO child VALUES (10, 1, 'a')`);
});
afterAll(() => open.close());

const of = (session: Session, text: string) => session.run({ text, params: [] });

test('a running statement is cancelled within a second, and the session lives on', async () => {
  const controller = new AbortController();
  const work = open.session.run({ text: 'SELECT pg_sleep(30)', params: [] }, controller.signal);
  setTimeout(() => controller.abort(), 100);
  const started = performance.now();
  await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  expect(performance.now() - started).toBeLessThan(soon);
  expect((await open.run('SELECT 1')).rows).toEqual([[1]]);
});

test('a statement whose signal is aborted already is not sent', async () => {
  const sent = open.log.length;
  const work = open.session.run({ text: 'SELECT 2', params: [] }, AbortSignal.abort());
  await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  expect(open.log.slice(sent).filter((entry) => entry.error === null)).toEqual([]);
});

test('only one statement can be sent at a time', async () => {
  await expect(open.run('SELECT 1; DROP TABLE child')).rejects.toMatchObject({ code: 'request.invalid' });
});

test('rows are looked up by their keys until the first temporary table, or the end of the transaction', async () => {
  const readsThrough = async () => (await open.run('SHOW enable_seqscan')).rows[0]?.[0];
  await open.session.begin({ byKeys: true });
  expect(await readsThrough()).toBe('off');
  await open.run(postgresql.sql.beforeJoins ?? '');
  expect(await readsThrough()).toBe('on');
  await open.session.rollback();
  await open.session.begin({ byKeys: true });
  await open.session.commit();
  expect(await readsThrough()).toBe('on');
});

test('affected counts the rows matched by a write, and none of a SELECT', async () => {
  expect((await open.run('UPDATE child SET email = email')).affected).toBe(1);
  expect((await open.run('SELECT * FROM parent')).affected).toBe(0);
  expect((await open.run('DELETE FROM child WHERE id = -1')).affected).toBe(0);
});

test('a violated foreign key names both tables, the key and the value', async () => {
  await expect(open.run('DELETE FROM parent WHERE id = 1')).rejects.toMatchObject({
    code: 'constraint.violated',
    message: expect.stringMatching(/"parent".*"child_parent".*"child".*\(id\)=\(1\)/),
    data: { constraint: 'child_parent', table: 'child', schema: 'public' },
  });
});

test('a violated unique key names table, key and value', async () => {
  await expect(open.run(`INSERT INTO child VALUES (11, 2, 'a')`)).rejects.toMatchObject({
    code: 'constraint.violated',
    message: expect.stringMatching(/"child_email_key" \(table child\).*\(email\)=\(a\)/),
  });
});

test('an unknown table is an invalid request', async () => {
  await expect(open.run('SELECT * FROM nowhere')).rejects.toMatchObject({
    code: 'request.invalid',
    message: expect.stringContaining('"nowhere"'),
  });
});

test('waiting for a lock ends with a timeout', async () => {
  const other = await open.database.session();
  await other.begin();
  await of(other, 'LOCK TABLE child');
  await open.session.begin();
  await open.run(`SET LOCAL lock_timeout = '50ms'`);
  await expect(open.run('SELECT * FROM child')).rejects.toMatchObject({ code: 'timeout' });
  await open.session.rollback();
  await other.release();
});

test('committing after a failed statement does not pretend to have written', async () => {
  await open.session.begin();
  await expect(open.run('SELECT 1 / 0')).rejects.toMatchObject({ code: 'request.invalid' });
  await expect(open.session.commit()).rejects.toMatchObject({ code: 'internal' });
});

test('a released session leaves neither a transaction nor a temporary table behind', async () => {
  const other = await open.database.session();
  await of(other, 'CREATE TEMPORARY TABLE kept (id int)');
  await other.begin();
  await of(other, 'INSERT INTO parent VALUES (99)');
  await other.release();
  await expect(of(other, 'SELECT 1')).rejects.toMatchObject({ code: 'internal' });
  const again = await open.database.session();
  await expect(of(again, 'SELECT * FROM kept')).rejects.toMatchObject({ code: 'request.invalid' });
  expect((await of(again, 'SELECT * FROM parent WHERE id = 99')).rows).toEqual([]);
  await again.release();
});

test('a sixth session waits until one of five is handed back', async () => {
  const held = await Promise.all([1, 2, 3, 4].map(() => open.database.session()));
  let came = false;
  const sixth = open.database.session().then((session) => {
    came = true;
    return session;
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(came).toBe(false);
  await held[0]?.release();
  await (await sixth).release();
  await Promise.all(held.map((session) => session.release()));
});

test('a connection that the server ends is reported, and a new one takes its place', async () => {
  const other = await open.database.session();
  const pid = (await of(other, 'SELECT pg_backend_pid()')).rows[0]?.[0];
  await open.run(`SELECT pg_terminate_backend(${pid})`);
  await expect(of(other, 'SELECT 1')).rejects.toMatchObject({ code: 'connection.lost' });
  await other.rollback();
  await other.release();
  const next = await open.database.session();
  expect((await of(next, 'SELECT 1')).rows).toEqual([[1]]);
  await next.release();
});

test('a connection that the server ended amid a statement goes to nobody else', async () => {
  for (let round = 0; round < 20; round += 1) {
    const other = await open.database.session();
    const pid = (await of(other, 'SELECT pg_backend_pid()')).rows[0]?.[0];
    const ended = of(other, 'SELECT pg_sleep(60)').catch((error: unknown) => error);
    await open.run(`SELECT pg_terminate_backend(${pid})`);
    expect(await ended).toMatchObject({ code: 'connection.lost' });
    await other.release();
    const next = await open.database.session();
    expect((await of(next, 'SELECT 1')).rows).toEqual([[1]]);
    await next.release();
  }
});

test('an idle connection that the server ends is replaced in silence', async () => {
  const other = await open.database.session();
  const pid = (await of(other, 'SELECT pg_backend_pid()')).rows[0]?.[0];
  await other.release();
  await open.run(`SELECT pg_terminate_backend(${pid})`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const next = await open.database.session();
  expect((await of(next, 'SELECT 1')).rows).toEqual([[1]]);
  await next.release();
});

test('who waits for a session is told when no new connection can be had', async () => {
  const admin = await openPostgresql();
  const name = new URL(open.url).pathname.slice(1);
  const database = await postgresql.connect(postgresql.parseUrl(open.url), { readOnly: false });
  const held = await Promise.all([1, 2, 3, 4, 5].map(() => database.session()));
  const pids = await Promise.all(
    held.map(async (one) => (await of(one, 'SELECT pg_backend_pid()')).rows[0]?.[0]),
  );
  const waiting = Promise.allSettled([1, 2, 3, 4, 5, 6, 7].map(() => database.session()));
  await admin.run(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  await admin.run(`SELECT pg_terminate_backend(pid) FROM unnest(ARRAY[${pids.join(', ')}]) AS pid`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  for (const one of held) await one.release();
  expect((await waiting).map(({ status }) => status)).toEqual(Array(7).fill('rejected'));
  await admin.run(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  await (await database.session()).release();
  await database.close();
  await admin.close();
});

test('closing the database cancels what runs', async () => {
  const database = await postgresql.connect(postgresql.parseUrl(open.url), { readOnly: false });
  const session = await database.session();
  const work = of(session, 'SELECT pg_sleep(30)');
  const ended = expect(work).rejects.toMatchObject({
    code: expect.stringMatching(/timeout|connection.lost/),
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  await database.close();
  await ended;
  const { rows } =
    await open.run(`SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(30)%'
    AND state = 'active'`);
  expect(rows).toEqual([[0]]);
});

test('a read-only session refuses to write but can prepare a preview, which it never commits', async () => {
  const database = await postgresql.connect(postgresql.parseUrl(open.url), { readOnly: true });
  const session = await database.session();
  const insert = 'INSERT INTO parent VALUES (77)';
  await expect(of(session, insert)).rejects.toMatchObject({ code: 'readOnly' });
  await session.begin();
  await expect(of(session, insert)).rejects.toMatchObject({ code: 'readOnly' });
  await session.rollback();
  await session.begin({ forPreview: true });
  await of(session, 'CREATE TEMPORARY TABLE keys ON COMMIT DROP AS SELECT id FROM parent WITH NO DATA');
  expect((await of(session, 'INSERT INTO keys SELECT id FROM parent')).affected).toBe(2);
  await of(session, insert);
  await expect(session.commit()).rejects.toMatchObject({ code: 'readOnly' });
  expect((await of(session, 'SELECT * FROM parent WHERE id = 77')).rows).toEqual([]);
  await session.release();
  await database.close();
});

test('the log holds each statement with its rows, or its failure', async () => {
  await open.run('SELECT $1::int', [7]);
  await open.run('nonsense').catch(() => {});
  const [good, bad] = open.log.slice(-2);
  expect(good).toMatchObject({ text: 'SELECT $1::int', params: [7], rows: 1, error: null });
  expect(bad).toMatchObject({ text: 'nonsense', rows: null, error: expect.stringContaining('nonsense') });
});

import Driver from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { soon } from '../../support/soon.ts';
import { databaseFile, open, openSession, rows } from './database-file.ts';

const endless = (condition: string) =>
  `WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n ${condition})`;

/** Milliseconds from the cancel, after 100, to the end. */
async function cancelling(work: (signal: AbortSignal) => Promise<unknown>): Promise<number> {
  const abort = new AbortController();
  let cancelled = 0;
  setTimeout(() => {
    cancelled = performance.now();
    abort.abort();
  }, 100);
  await expect(work(abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
  expect(cancelled).toBeGreaterThan(0);
  return performance.now() - cancelled;
}

describe('a cancel ends within a second', () => {
  it('a long statement that holds the cancel point', async () => {
    const session = await openSession();
    const text = `${endless('WHERE referee_tick()')} SELECT count(*) FROM n`;
    expect(await cancelling((signal) => session.run({ text, params: [] }, signal))).toBeLessThan(soon);
    expect(await rows(session, 'SELECT 1')).toEqual([[1]]);
  });

  it('a long SELECT that returns rows', async () => {
    const session = await openSession();
    const text = `${endless('')} SELECT x FROM n`;
    expect(await cancelling((signal) => session.run({ text, params: [] }, signal))).toBeLessThan(soon);
    expect(await rows(session, 'SELECT 1')).toEqual([[1]]);
  });

  it('a long set hash', async () => {
    const session = await openSession();
    const text = `${endless('')} SELECT referee_set_hash(x) FROM n`;
    expect(await cancelling((signal) => session.run({ text, params: [] }, signal))).toBeLessThan(soon);
  });

  it('the wait for the lock of another program', async () => {
    const file = databaseFile('CREATE TABLE t (a)');
    const other = new Driver(file);
    onTestFinished(() => void other.close());
    other.exec('BEGIN IMMEDIATE');
    const session = await (await open(file)).session();
    const text = 'INSERT INTO t VALUES (1)';
    expect(await cancelling((signal) => session.run({ text, params: [] }, signal))).toBeLessThan(soon);
  });

  it('the wait for a long SELECT that notices nothing; its session is replaced', async () => {
    const database = await open(databaseFile());
    const sessions = await Promise.all([1, 2, 3, 4].map(() => database.session()));
    const session = sessions[0];
    if (session === undefined) throw new Error('There is no session.');
    const text = `${endless('WHERE x < 30000000')} SELECT count(*) FROM n`;
    expect(await cancelling((signal) => session.run({ text, params: [] }, signal))).toBeLessThan(soon);
    const start = performance.now();
    await session.rollback();
    await session.release();
    const next = await database.session();
    expect(await rows(next, 'SELECT 1')).toEqual([[1]]);
    expect(performance.now() - start).toBeLessThan(soon);
  });
});

it('closing the database cancels what runs', async () => {
  const database = await open(databaseFile());
  const session = await database.session();
  const running = rows(session, `${endless('')} SELECT x FROM n`);
  const failed = expect(running).rejects.toMatchObject({ code: 'cancelled' });
  await rows(await database.session(), 'SELECT 1');
  const start = performance.now();
  await database.close();
  await failed;
  expect(performance.now() - start).toBeLessThan(soon);
});

describe('a cancel', () => {
  it('before the request keeps it from being sent', async () => {
    const session = await openSession('CREATE TABLE t (a)');
    const statement = { text: 'INSERT INTO t VALUES (1)', params: [] };
    await expect(session.run(statement, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    expect(await rows(session, 'SELECT count(*) FROM t')).toEqual([[0]]);
  });

  it('leaves nothing of a write behind', async () => {
    const session = await openSession('CREATE TABLE t (a)');
    const text = `INSERT INTO t ${endless('WHERE referee_tick()')} SELECT x FROM n`;
    await cancelling((signal) => session.run({ text, params: [] }, signal));
    expect(await rows(session, 'SELECT count(*) FROM t')).toEqual([[0]]);
  });

  it('of one request does not reach the next', async () => {
    const session = await openSession();
    const abort = new AbortController();
    await session.run({ text: 'SELECT 1', params: [] }, abort.signal);
    abort.abort();
    expect(await rows(session, 'SELECT referee_tick()')).toEqual([[1]]);
  });
});

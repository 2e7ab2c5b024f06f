import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database, Session } from '../../src-main/dialects/dialect.ts';
import { relationModes } from '../../src-main/model/relation.ts';
import { defaultTimeouts, type Timeouts } from '../../src-main/model/timeouts.ts';
import type { OpenConnection } from '../../src-main/services/open-connection.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engines } from '../support/engines.ts';
import { rows, schema, tables } from '../support/small-shop.ts';

/** What another program locks, in the words of each engine: a row of a table, or all of it against readers as well. */
const locks: Readonly<Record<string, { readonly row: (table: string) => string; readonly all: string }>> = {
  sqlite: { row: () => 'SELECT 1', all: 'BEGIN EXCLUSIVE' },
  postgresql: {
    row: (table) => `SELECT * FROM ${table} WHERE id IN (1, 10) FOR UPDATE`,
    all: 'LOCK TABLE customer IN ACCESS EXCLUSIVE MODE',
  },
  mysql: {
    row: (table) => `SELECT * FROM ${table} WHERE id IN (1, 10) FOR UPDATE`,
    all: 'LOCK TABLES customer WRITE',
  },
};

const cases = engines.flatMap((engine) =>
  relationModes.map((mode) => ({ engine, mode, name: `${engine.id}, ${mode}` })),
);

describe.each(cases)('$name', ({ engine, mode }) => {
  const words = locks[engine.id] ?? { row: () => '', all: '' };
  const several = engine.dialect.sql.lockForUpdate !== '';
  let db: ChangeDatabase;
  let other: Session;
  let opened: Database[];
  beforeAll(async () => {
    db = await changeDatabase(engine, mode, [...schema, ...rows]);
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    opened = [];
    other = await db.connection.database.session();
  });
  afterEach(async () => {
    await other.rollback();
    if (engine.id === 'mysql') await send('UNLOCK TABLES');
    await other.release();
    for (const database of opened) await database.close();
  });

  const send = (text: string) => other.run({ text, params: [] });
  async function content() {
    const all: unknown[] = [];
    for (const table of tables) all.push(await db.run(`SELECT * FROM ${table} ORDER BY 1, 2`));
    return all;
  }
  /** A connection to the same database that waits no longer than this. */
  async function patient(timeouts: Partial<Timeouts>): Promise<OpenConnection> {
    const database = await engine.dialect.connect(db.connection.settings, {
      readOnly: false,
      timeouts: { ...defaultTimeouts, ...timeouts },
    });
    opened.push(database);
    return { ...db.connection, database };
  }
  const removed = () => ({
    kind: 'delete' as const,
    table: db.table('customer'),
    where: { keys: [{ id: 1 }] },
  });
  const ended = (work: Promise<unknown>) =>
    work.then(
      () => ({ code: 'done', message: '' }),
      ({ code, message }: { code: string; message: string }) => ({ code, message }),
    );

  test.each(['customer', 'orders'])(
    'an apply waits for a lock on %s no longer than it may, and changes nothing',
    async (table) => {
      const before = await content();
      const connection = await patient({ lock: 1000 });
      const { plan } = await db.changes.preview(connection, [removed()]);
      await other.begin();
      await send(words.row(table));
      const start = performance.now();
      const { code, message } = await ended(db.changes.apply(plan));
      expect(code).toBe('timeout');
      expect(performance.now() - start).toBeGreaterThan(900);
      expect(performance.now() - start).toBeLessThan(9000);
      expect(message).toContain('nothing was changed');
      if (several) expect(message).toContain(table);
      await other.rollback();
      expect(await content()).toEqual(before);
      // The same connection goes on.
      expect(await ended(db.changes.preview(connection, [removed()]))).toMatchObject({ code: 'done' });
    },
  );

  test.runIf(several)('a deadlock ends an apply, which changes nothing and is not tried again', async () => {
    const before = await content();
    const { plan } = await db.changes.preview(await patient({}), [removed()]);
    await other.begin();
    // PostgreSQL ends whoever looks first, InnoDB whoever has written less.
    if (engine.id === 'postgresql') await send(`SET LOCAL deadlock_timeout = '30s'`);
    await send('UPDATE review SET customer_id = NULL WHERE id = 3');
    await send(words.row('orders'));
    const applied = ended(db.changes.apply(plan));
    const free = 'SELECT id FROM customer WHERE id = 1 FOR UPDATE SKIP LOCKED';
    while ((await db.run(free)).length > 0) await sleep(5);
    // It holds the customer and waits for its orders, now or soon.
    await send('UPDATE customer SET name = name WHERE id = 1');
    const { code, message } = await applied;
    expect(code).toBe('timeout');
    // On a busy machine PostgreSQL looks for the deadlock before it is one, and the wait ends it.
    expect(message).toMatch(/deadlock|lock timeout/i);
    expect(message).toContain('orders');
    await other.rollback();
    expect(await content()).toEqual(before);
  });

  test('a preview waits for no lock for ever', async () => {
    const connection = await patient({ lock: 1000 });
    if (engine.id === 'postgresql') await other.begin();
    await send(words.all);
    const { code, message } = await ended(db.changes.preview(connection, [removed()]));
    expect(code).toBe('timeout');
    expect(message).toContain('customer');
  });

  test('a statement of a change is limited, those of a preview only where somebody asked', async () => {
    const slow = await slowStatement();
    for (const { timeouts, forPreview, code } of [
      { timeouts: { change: 300 }, forPreview: false, code: 'timeout' },
      { timeouts: { change: 300 }, forPreview: true, code: 'done' },
      { timeouts: { statement: 300 }, forPreview: true, code: 'timeout' },
    ]) {
      const { database } = await patient(timeouts);
      const session = await database.session();
      await session.begin({ forPreview });
      expect(await ended(session.run({ text: slow, params: [] }))).toMatchObject({ code });
      await session.rollback();
      await session.release();
    }
  });

  /** Takes about a second. */
  async function slowStatement(): Promise<string> {
    if (engine.id === 'postgresql') return 'SELECT pg_sleep(1)';
    if (engine.id === 'mysql') {
      return 'SELECT count(*) FROM customer a JOIN customer b JOIN customer c WHERE SLEEP(0.02) = 0';
    }
    return 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT i FROM n WHERE i % 100000 = 0';
  }
});

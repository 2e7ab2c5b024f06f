import { afterEach, describe, expect, test } from 'vitest';
import type { Change } from '../../src-main/model/change.ts';
import { relationModes } from '../../src-main/model/relation.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engines } from '../support/engines.ts';

const tables = [
  'CREATE TABLE customer (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(40))',
  `CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY, customer_id INTEGER, note VARCHAR(40),
     CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE ON UPDATE CASCADE)`,
  'CREATE TABLE audit (what VARCHAR(40))',
  'CREATE TABLE counter (id INTEGER NOT NULL PRIMARY KEY, orders INTEGER NOT NULL)',
];
const rows = [
  `INSERT INTO customer VALUES (1, 'Ada'), (2, 'Bob')`,
  'INSERT INTO orders (id, customer_id) VALUES (10, 1), (11, 1), (20, 2)',
  'INSERT INTO counter VALUES (1, 3)',
];

/** `body`: statements that end with a semicolon; in BEFORE triggers of PostgreSQL what comes back decides. */
type Trigger = {
  readonly event: string;
  readonly on: string;
  readonly body: string;
  readonly returns?: string;
};
const spelled: Readonly<Record<string, (trigger: Trigger) => readonly string[]>> = {
  sqlite: ({ event, on, body }) => [`CREATE TRIGGER meddling ${event} ON ${on} BEGIN ${body} END`],
  mysql: ({ event, on, body }) => [
    `CREATE TRIGGER meddling ${event} ON ${on} FOR EACH ROW BEGIN ${body} END`,
  ],
  postgresql: ({ event, on, body, returns = 'COALESCE(NEW, OLD)' }) => [
    `CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} RETURN ${returns}; END $$`,
    `CREATE TRIGGER meddling ${event} ON ${on} FOR EACH ROW EXECUTE FUNCTION meddle()`,
  ],
};

const cases = engines.flatMap((engine) =>
  relationModes.map((mode) => ({ engine, mode, name: `${engine.id}, ${mode}` })),
);

describe.each(cases)('a trigger: $name', ({ engine, mode }) => {
  const { tells } = engine.dialect.sql.writtenRows;
  let db: ChangeDatabase;
  afterEach(() => db.close());

  async function prepare(trigger: Trigger): Promise<void> {
    db = await changeDatabase(engine, mode, [...tables, ...rows]);
    await db.run(...(spelled[engine.id]?.(trigger) ?? []));
    db.connection.model = { ...db.connection.model, tables: await reread() };
  }
  async function reread() {
    const session = await db.connection.database.session();
    try {
      return (await engine.dialect.introspect(session)).tables;
    } finally {
      await session.release();
    }
  }
  async function content() {
    const all: unknown[] = [];
    for (const table of ['customer', 'orders', 'counter', 'audit'])
      all.push(await db.run(`SELECT * FROM ${table} ORDER BY 1`));
    return all;
  }
  const remove = (): Change => ({
    kind: 'delete',
    table: db.table('customer'),
    where: { keys: [{ id: 1 }] },
  });
  const move = (): Change => ({
    kind: 'update',
    table: db.table('orders'),
    where: { keys: [{ id: 10 }] },
    set: { customer_id: 2 },
  });
  async function attempt(change: Change) {
    const before = await content();
    const plan = await db.preview(change);
    expect(plan.blockers).toEqual([]);
    try {
      return { entry: await db.changes.apply(plan.plan), code: null, message: '', before };
    } catch (error) {
      expect(await content()).toEqual(before);
      const { code, message } = error as { code: string; message: string };
      return { entry: null, code, message, before };
    }
  }

  test('that deletes one more row is found out, and nothing is changed', async () => {
    await prepare({ event: 'AFTER DELETE', on: 'customer', body: 'DELETE FROM orders WHERE id = 20;' });
    const { code, message } = await attempt(remove());
    expect(code).toBe('plan.stale');
    expect(message).toMatch(/1 row more (of \S*orders )?deleted/);
  });

  test('that changes a row of the same tables is found out, or told where the database does not say which', async () => {
    const body = `UPDATE orders SET note = 'x' WHERE id = 20;`;
    await prepare({ event: 'AFTER DELETE', on: 'customer', body });
    const { entry, code, message } = await attempt(remove());
    if (tells === 'tables') {
      expect(code).toBe('plan.stale');
      expect(message).toMatch(/1 row more of \S*orders updated/);
    } else expect(entry?.warnings).toMatchObject([{ rule: 'triggers' }]);
  });

  test('that counts elsewhere may do so, and that is told', async () => {
    await prepare({ event: 'AFTER DELETE', on: 'customer', body: 'UPDATE counter SET orders = orders - 1;' });
    const { entry } = await attempt(remove());
    expect(entry?.warnings).toMatchObject([{ rule: 'triggers', message: expect.stringContaining('1 row') }]);
  });

  test('that keeps an audit may do so', async () => {
    await prepare({ event: 'AFTER DELETE', on: 'customer', body: `INSERT INTO audit VALUES ('gone');` });
    const { entry } = await attempt(remove());
    expect(await db.run('SELECT * FROM audit')).toEqual([['gone']]);
    expect(entry?.warnings?.length ?? 0).toBe(tells === 'actions' ? 0 : 1);
  });

  test('that writes other columns of the same row may do so, and an undo takes that back', async () => {
    const own: Record<string, Trigger> = {
      sqlite: {
        event: 'AFTER UPDATE OF customer_id',
        on: 'orders',
        body: `UPDATE orders SET note = 'moved' WHERE id = NEW.id;`,
      },
    };
    const set = engine.id === 'mysql' ? 'SET NEW.note =' : 'NEW.note :=';
    const usual = { event: 'BEFORE UPDATE', on: 'orders', body: `${set} 'moved';`, returns: 'NEW' };
    await prepare(own[engine.id] ?? usual);
    const { entry, before } = await attempt(move());
    expect(await db.run('SELECT customer_id, note FROM orders WHERE id = 10')).toEqual([[2, 'moved']]);
    await db.run(engine.id === 'postgresql' ? 'DROP TRIGGER meddling ON orders' : 'DROP TRIGGER meddling');
    const undo = await db.history.undo(entry?.entry ?? '');
    await db.changes.apply(undo.plan);
    expect(await content()).toEqual(before);
  });

  // MySQL's triggers can refuse a row but not pass over it.
  test.skipIf(engine.id === 'mysql')('that keeps a row from going is found out', async () => {
    const body = engine.id === 'sqlite' ? 'SELECT RAISE(IGNORE);' : '';
    await prepare({ event: 'BEFORE DELETE', on: 'orders', body, returns: 'NULL' });
    expect((await attempt(remove())).code).toMatch(/plan.stale|constraint.violated/);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Change } from '../../src-main/model/change.ts';
import type { Row } from '../../src-main/model/value.ts';
import { openRace, type Race } from '../races/rounds.ts';
import { rows, schema, tables, wrongRows } from '../races/world.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engines, type TestEngine } from '../support/engines.ts';

/** Few rows are spelled out in statements, many are kept in work tables: here all of them are. */
function inWorkTables(engine: TestEngine): TestEngine {
  const { dialect } = engine;
  return { ...engine, dialect: { ...dialect, sql: { ...dialect.sql, spelledKinds: [] } } };
}

/** SQLite has one writer at a time. Many more rounds: `npm run races -- --engine postgresql --rounds 1000`. */
const severalWriters = engines.filter(({ dialect }) => dialect.sql.lockForUpdate !== '');
const races = [
  ...engines.map((engine) => ({
    name: engine.id,
    engine,
    rounds: severalWriters.includes(engine) ? 30 : 10,
  })),
  ...severalWriters.map((engine) => ({
    name: `${engine.id}, all rows in work tables`,
    engine: inWorkTables(engine),
    rounds: 10,
  })),
];

describe.each(races)('$name', ({ engine, rounds }) => {
  let race: Race;
  beforeAll(async () => {
    race = await openRace(engine);
  });
  afterAll(() => race.close());

  test(`${rounds} rounds of changes at once leave no orphan and no half of a change`, async () => {
    const { ends, wrong } = await race.run(1, rounds);
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(ends.applied).toBeGreaterThan(rounds);
  });
});

const ways = severalWriters.flatMap((engine) => [
  { name: engine.id, engine },
  { name: `${engine.id}, all rows in work tables`, engine: inWorkTables(engine) },
]);

describe.each(ways)('a change that waits for another program: $name', ({ engine }) => {
  const { lockForShare } = engine.dialect.sql;
  let db: ChangeDatabase;
  beforeAll(async () => {
    db = await changeDatabase(engine, 'prisma', schema);
  });
  afterAll(() => db.close());

  /** The change is applied while another transaction holds what `first` locked, and then does the rest and commits. */
  async function meanwhile(first: string, then: readonly string[], ...changes: readonly Change[]) {
    await db.run(...tables.toReversed().map((table) => `DELETE FROM ${table}`), ...rows);
    const plan = await db.preview(...changes);
    expect(plan.blockers).toEqual([]);
    const other = await db.connection.database.session();
    const send = (text: string) => other.run({ text, params: [] });
    await other.begin();
    await send(first);
    const applied = db.changes.apply(plan.plan).then(
      () => 'applied',
      (error) => error.code,
    );
    await sleep(100);
    for (const text of then) await send(text);
    await other.commit();
    await other.release();
    const end = await applied;
    return { end, wrong: await db.run(wrongRows) };
  }
  const removed = (): Change => ({
    kind: 'delete',
    table: db.table('customer'),
    where: { keys: [{ id: 4 }] },
  });
  const set = (table: string, key: Row, values: Row): Change => ({
    kind: 'update',
    table: db.table(table),
    where: { keys: [key] },
    set: values,
  });
  const inserted = (table: string, row: Row): Change => ({
    kind: 'insert',
    table: db.table(table),
    rows: [row],
  });
  const inserts = {
    restrict: 'INSERT INTO invoice VALUES (9, 4)',
    'no action': 'INSERT INTO visit VALUES (9, 4)',
    'set null': 'INSERT INTO review VALUES (9, 4)',
    cascade: 'INSERT INTO orders VALUES (49, 4)',
  };
  const children = Object.entries(inserts).flatMap(([action, insert]) => [
    { action, insert, kind: 'deleted', change: removed },
    {
      action,
      insert,
      kind: 'known by another key',
      change: () => set('customer', { id: 4 }, { id: 44 }),
    },
  ]);

  test.each(children)(
    'sees the child that comes by $action before its parent is $kind',
    async ({ insert, change }) => {
      const locked = `SELECT t.id FROM customer t WHERE t.id = 4${lockForShare}`;
      expect(await meanwhile(locked, [insert], change())).toEqual({ end: 'plan.stale', wrong: [] });
    },
  );

  const lost = ['DELETE FROM order_line WHERE order_id = 41', 'DELETE FROM orders WHERE id = 41'];
  const parents = [
    { how: 'inserts a child', change: () => inserted('visit', { id: 9, customer_id: 4 }) },
    { how: 'moves a child', change: () => set('review', { id: 1 }, { customer_id: 4 }) },
    {
      how: 'moves a child with its key',
      change: () => set('orders', { id: 11 }, { id: 17, customer_id: 4 }),
    },
  ];
  test.each(parents)('sees that the parent goes before it $how', async ({ change }) => {
    const gone = await meanwhile('DELETE FROM customer WHERE id = 4', lost, change());
    expect(gone).toEqual({ end: 'plan.stale', wrong: [] });
    const renamed = ['UPDATE orders SET customer_id = 44 WHERE customer_id = 4'];
    const rekeyed = await meanwhile('UPDATE customer SET id = 44 WHERE id = 4', renamed, change());
    expect(rekeyed).toEqual({ end: 'plan.stale', wrong: [] });
  });
});

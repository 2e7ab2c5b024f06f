import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '../../src-main/model/change.ts';
import { relationModes } from '../../src-main/model/relation.ts';
import { createChanges, type HeldChange } from '../../src-main/services/changes.ts';
import { createHeldPlans } from '../../src-main/services/held-plans.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engines } from '../support/engines.ts';
import { watchStatements } from '../support/watch-statements.ts';

/** References that are nulled or follow their parent, of which nothing hangs: they are written without being listed. */
const schema = [
  'CREATE TABLE team (id INTEGER NOT NULL PRIMARY KEY)',
  `CREATE TABLE person (id INTEGER NOT NULL PRIMARY KEY, team_id INTEGER, note VARCHAR(20),
     CONSTRAINT person_team FOREIGN KEY (team_id) REFERENCES team (id) ON DELETE SET NULL ON UPDATE CASCADE)`,
  'CREATE INDEX person_team_id ON person (team_id)',
  'CREATE TABLE place (id INTEGER NOT NULL PRIMARY KEY)',
  `CREATE TABLE event (id INTEGER NOT NULL PRIMARY KEY, place_id INTEGER NOT NULL,
     CONSTRAINT event_place FOREIGN KEY (place_id) REFERENCES place (id) ON DELETE CASCADE ON UPDATE CASCADE)`,
  'CREATE INDEX event_place_id ON event (place_id)',
  ...['team', 'place'].map((table) => `INSERT INTO ${table} VALUES (1), (2), (3)`),
  `INSERT INTO person VALUES ${people((i) => `(${i}, ${1 + (i % 2)}, 'kept')`)}`,
  `INSERT INTO event VALUES ${people((i) => `(${i}, ${1 + (i % 2)})`)}`,
];

function people(row: (i: number) => string): string {
  return Array.from({ length: 400 }, (_, i) => row(i)).join(', ');
}

/** A trigger that does nothing, but might. */
const triggers: Readonly<Record<string, readonly string[]>> = {
  sqlite: ['CREATE TRIGGER meddle AFTER UPDATE ON person BEGIN SELECT 1; END'],
  postgresql: [
    'CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$',
    'CREATE TRIGGER meddle BEFORE UPDATE ON person FOR EACH ROW EXECUTE FUNCTION nothing()',
  ],
  mysql: ['CREATE TRIGGER meddle BEFORE UPDATE ON person FOR EACH ROW SET @meddled = 1'],
};

const cases = engines.flatMap((engine) => relationModes.map((mode) => ({ engine, mode, name: engine.id })));

describe.each(cases)('$name, $mode', ({ engine, mode }) => {
  let db: ChangeDatabase;
  beforeEach(async () => {
    db = await changeDatabase(engine, mode, schema);
  });
  afterEach(() => db.close());

  const remove = (table: string, id: number): Change => ({
    kind: 'delete',
    table: db.table(table),
    where: { keys: [{ id }] },
  });
  const rekey = (table: string, from: number, to: number): Change => ({
    kind: 'update',
    table: db.table(table),
    where: { keys: [{ id: from }] },
    set: { id: to },
  });
  const teams = () =>
    db.run('SELECT team_id, count(*), max(note) FROM person GROUP BY team_id ORDER BY team_id');

  test('many parents go with all that reference them, and no statement takes a parameter for each', async () => {
    const many = Array.from({ length: 3000 }, (_, i) => `(${10 + i})`).join();
    await db.run(`INSERT INTO place VALUES ${many}`);
    await db.run('INSERT INTO event SELECT id + 1000, id FROM place WHERE id >= 10');
    const where = { filter: { column: 'id', op: 'ge', value: 10 } } as const;
    const change: Change = { kind: 'delete', table: db.table('place'), where };
    const { plan, statements } = await db.preview(change);
    expect(Math.max(...statements.map(({ params }) => params.length))).toBeLessThan(10);
    await db.changes.apply(plan);
    expect(await db.run('SELECT count(*), max(place_id) FROM event')).toEqual([[400, 2]]);
    expect(await db.run('SELECT count(*) FROM place')).toEqual([[3]]);
  });
  const places = () => db.run('SELECT place_id, count(*) FROM event GROUP BY place_id ORDER BY place_id');
  /** Nobody keeps the rows for an undo, which would list them. */
  async function apply(...asked: readonly Change[]) {
    const changes = createChanges({ plans: createHeldPlans<HeldChange>() });
    const plan = await changes.preview(db.connection, asked);
    expect(plan.blockers).toEqual([]);
    const watch = watchStatements(db.connection.database);
    await changes.apply(plan.plan);
    watch.stop();
    return {
      plan,
      listed: watch.texts.some((text) => /INTO .*referee_(set|update)_(person|event)/.test(text)),
    };
  }

  test('references to a deleted row become NULL, all in one statement', async () => {
    const { plan, listed } = await apply(remove('team', 1));
    expect(listed).toBe(false);
    expect(plan.effects.map(({ count, columns }) => [count, columns])).toEqual([
      [1, []],
      [200, ['team_id']],
    ]);
    expect(plan.effects[1]?.sample[0]).toMatchObject({ before: { team_id: 1 }, after: { team_id: null } });
    expect(await teams()).toEqual(
      expect.arrayContaining([
        [null, 200, 'kept'],
        [2, 200, 'kept'],
      ]),
    );
  });

  test('references follow a key, also where they may not be NULL', async () => {
    const { plan, listed } = await apply(rekey('place', 2, 9), rekey('team', 2, 9));
    expect(listed).toBe(false);
    expect(plan.effects.map(({ count }) => count).toSorted()).toEqual([1, 1, 200, 200]);
    expect(await places()).toEqual([
      [1, 200],
      [9, 200],
    ]);
    expect((await teams()).map(([id]) => id)).toEqual([1, 9]);
  });

  test('rows are paged as they were and as they will be', async () => {
    const plan = await db.preview(rekey('team', 1, 7));
    const effect = plan.effects.find(({ count }) => count === 200)?.id ?? 0;
    const { rows } = await db.changes.rows(plan.plan, effect, { id: 100 }, 3);
    expect(rows.map(({ key, before, after }) => [key.id, before?.team_id, after?.team_id])).toEqual([
      [102, 1, 7],
      [104, 1, 7],
      [106, 1, 7],
    ]);
  });

  test('a reference that moved since the preview makes it stale', async () => {
    const plan = await db.preview(remove('team', 1));
    await db.run('UPDATE person SET team_id = 2 WHERE id = 0', 'UPDATE person SET team_id = 1 WHERE id = 1');
    await expect(db.changes.apply(plan.plan)).rejects.toMatchObject({ code: 'plan.stale' });
    expect((await teams()).map(([id, count]) => [id, count])).toEqual([
      [1, 200],
      [2, 200],
    ]);
  });

  test('what was set without being listed is undone', async () => {
    const before = await teams();
    const plan = await db.preview(remove('team', 1), rekey('place', 1, 8));
    const { entry } = await db.changes.apply(plan.plan);
    expect(await teams()).not.toEqual(before);
    await db.changes.apply((await db.history.undo(entry)).plan);
    expect(await teams()).toEqual(before);
    expect((await places()).map(([id]) => id)).toEqual([1, 2]);
  });

  test('keys that change places take their references along', async () => {
    if (mode === 'foreignKeys') return;
    await db.run('INSERT INTO person VALUES (1000, 77, NULL)');
    const { listed } = await apply(rekey('team', 1, 77));
    expect(listed).toBe(true);
    expect((await teams()).map(([id, count]) => [id, count])).toEqual([
      [2, 200],
      [77, 201],
    ]);
  });
});

describe.each(engines)('$id', (engine) => {
  test('rows on which a trigger acts are listed, to be compared one by one', async () => {
    const db = await changeDatabase(engine, 'prisma', [...schema, ...(triggers[engine.id] ?? [])]);
    const isTriggered = ({ name, triggered }: { name: string; triggered?: boolean }) => [
      name,
      triggered ?? false,
    ];
    expect(db.connection.model.tables.map(isTriggered).toSorted()).toEqual([
      ['event', false],
      ['person', true],
      ['place', false],
      ['team', false],
    ]);
    const watch = watchStatements(db.connection.database);
    await db.preview({ kind: 'delete', table: db.table('team'), where: { keys: [{ id: 1 }] } });
    expect(watch.texts.some((text) => /INTO .*referee_set_person/.test(text))).toBe(true);
    await db.close();
  });
});

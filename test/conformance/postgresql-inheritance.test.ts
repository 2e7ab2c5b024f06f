import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type RelationMode, relationModes } from '../../src-main/model/relation.ts';
import { reloadModel } from '../../src-main/services/models.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engine } from '../support/engines.ts';
import { auditOf } from '../support/orphan-database.ts';

const key = 'FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE ON UPDATE CASCADE';
const schema = [
  'CREATE TABLE person (id integer PRIMARY KEY, name text)',
  'CREATE TABLE staff (wage integer, PRIMARY KEY (id)) INHERITS (person)',
  `CREATE TABLE visit (id integer PRIMARY KEY, person_id integer, CONSTRAINT visit_person ${key})`,
  'CREATE TABLE home_visit (km integer, PRIMARY KEY (id)) INHERITS (visit)',
  'CREATE INDEX visit_person_id ON visit (person_id)',
  'CREATE TABLE place (id integer PRIMARY KEY) PARTITION BY RANGE (id)',
  'CREATE TABLE place_low PARTITION OF place FOR VALUES FROM (0) TO (10)',
  'CREATE TABLE place_high PARTITION OF place FOR VALUES FROM (10) TO (100)',
  'CREATE TABLE stay (id integer NOT NULL, place_id integer REFERENCES place, PRIMARY KEY (id)) PARTITION BY HASH (id)',
  'CREATE TABLE stay_even PARTITION OF stay FOR VALUES WITH (MODULUS 2, REMAINDER 0)',
  'CREATE TABLE stay_odd PARTITION OF stay FOR VALUES WITH (MODULUS 2, REMAINDER 1)',
];
const rows = [
  'TRUNCATE person, visit, place, stay CASCADE',
  `INSERT INTO person VALUES (1, 'Ada'), (2, 'Bob')`,
  `INSERT INTO staff VALUES (2, 'also 2', 10), (3, 'Cyd', 20)`,
  'INSERT INTO home_visit VALUES (1, 1, 5), (2, 77, 6)',
  'INSERT INTO place VALUES (5), (15)',
  'INSERT INTO stay VALUES (1, 5), (2, 15), (3, 15)',
];
/** Visit 3 references a person that only a table which inherits from it has. */
const orphans = 'INSERT INTO visit VALUES (1, 1), (2, 2), (3, 3)';

const planted: Readonly<Record<RelationMode, readonly string[]>> = {
  prisma: [...rows, orphans],
  foreignKeys: [
    ...rows,
    'ALTER TABLE visit DROP CONSTRAINT visit_person',
    orphans,
    `ALTER TABLE visit ADD CONSTRAINT visit_person ${key} NOT VALID`,
  ],
};

// "a serious limitation of the inheritance feature is that indexes (including unique constraints) and foreign key
// constraints only apply to single tables": https://www.postgresql.org/docs/current/ddl-inherit.html#DDL-INHERIT-CAVEATS
describe.each(relationModes)('tables that others inherit from, in mode %s', (mode) => {
  let db: ChangeDatabase;
  beforeAll(async () => {
    db = await changeDatabase(engine('postgresql'), mode, schema);
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.run(...planted[mode]);
    await reloadModel(db.connection);
  });

  const all = async () => ({
    person: await db.run('SELECT id FROM ONLY person ORDER BY id'),
    staff: await db.run('SELECT id FROM staff ORDER BY id'),
    visit: await db.run('SELECT id, person_id FROM ONLY visit ORDER BY id'),
    home_visit: await db.run('SELECT id, person_id FROM home_visit ORDER BY id'),
  });

  test('have the orphans that their foreign key would refuse; partitions count for their table', async () => {
    const found = (await auditOf(db.connection)).filter(({ kind }) => kind === 'orphans');
    expect(found).toMatchObject([{ count: 1, exact: true, sample: [{ id: 3, person_id: 3 }] }]);
  });

  test('lose their own rows only, as do their children, and get them back', async () => {
    const before = await all();
    const plan = await db.preview({
      kind: 'delete',
      table: db.table('person'),
      where: { keys: [{ id: 1 }, { id: 2 }] },
    });
    expect(plan.blockers).toEqual([]);
    expect(plan.totals.map(({ table, count }) => [table.name, count])).toEqual([
      ['person', 2],
      ['visit', 2],
    ]);
    const entry = await db.changes.apply(plan.plan);
    expect(await all()).toEqual({ ...before, person: [], visit: [[3, 3]] });
    const undo = await db.history.undo(entry.entry);
    await db.changes.apply(undo.plan);
    expect(await all()).toEqual(before);
  });

  test('get another key alone, which only their own children follow', async () => {
    const before = await all();
    await db.apply({
      kind: 'update',
      table: db.table('person'),
      where: { keys: [{ id: 2 }] },
      set: { id: 9 },
    });
    expect(await all()).toEqual({
      ...before,
      person: [[1], [9]],
      visit: [
        [1, 1],
        [2, 9],
        [3, 3],
      ],
    });
  });
});

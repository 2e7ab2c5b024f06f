import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ChangeDatabase, changeDatabase } from '../../support/change-database.ts';
import { engines } from '../../support/engines.ts';
import { modeSwitch } from '../../support/mode-switch.ts';

/** Defects of Prisma's emulation (7.10) where something fails or happens at the same time; what is right is stated here. */

const schema = [
  `CREATE TABLE parent (id INTEGER NOT NULL PRIMARY KEY, version INTEGER NOT NULL)`,
  `CREATE TABLE child (id INTEGER NOT NULL PRIMARY KEY, parent_id INTEGER NOT NULL,
     CONSTRAINT child_parent FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE CASCADE ON UPDATE CASCADE)`,
  `CREATE TABLE meter (id INTEGER NOT NULL PRIMARY KEY, value INTEGER NOT NULL)`,
];
const rounds = 12;

describe.each(engines)('failures and races on $id, emulated', (engine) => {
  let db: ChangeDatabase;
  beforeAll(async () => {
    db = await changeDatabase(engine, 'prisma', schema);
    // Nothing that was read of the database tells of it.
    await db.run('ALTER TABLE meter ADD CONSTRAINT meter_value CHECK (value < 100)');
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.run(
      'BEGIN',
      ...['parent', 'child', 'meter'].map((table) => `DELETE FROM ${table}`),
      `INSERT INTO parent VALUES (1, 1), (2, 1)`,
      `INSERT INTO child VALUES (1, 1), (2, 1), (3, 2)`,
      `INSERT INTO meter VALUES (1, 5)`,
      'COMMIT',
    );
  });

  const content = (table: string) => db.run(`SELECT * FROM ${table} ORDER BY id`);
  const orphans = () =>
    db.run(`SELECT * FROM child WHERE parent_id NOT IN (SELECT id FROM parent) ORDER BY id`);
  const deleteParent = (id: number) =>
    ({ kind: 'delete', table: db.table('parent'), where: { keys: [{ id }] } }) as const;
  const insertChild = (id: number, parent: number) =>
    ({ kind: 'insert', table: db.table('child'), rows: [{ id, parent_id: parent }] }) as const;

  test('D9: an error in the middle of a change leaves nothing of it', async () => {
    const plan = await db.preview(deleteParent(1), {
      kind: 'update',
      table: db.table('meter'),
      where: { keys: [{ id: 1 }] },
      set: { value: 500 },
    });
    expect(plan.blockers).toEqual([]);
    await expect(db.changes.apply(plan.plan)).rejects.toMatchObject({ code: 'constraint.violated' });
    expect(await content('parent')).toHaveLength(2);
    expect(await content('child')).toHaveLength(3);
    expect(await content('meter')).toEqual([[1, 5]]);
  });

  test('D10: a child inserted while its parent is deleted makes no orphan, whoever comes first', async () => {
    const seen = { inserted: 0, deleted: 0 };
    for (let round = 0; round < rounds; round += 1) {
      await db.run(`DELETE FROM child`, `DELETE FROM parent`, `INSERT INTO parent VALUES (1, 1)`);
      const deletion = await db.preview(deleteParent(1));
      const insertion = await db.preview(insertChild(9, 1));
      const order = round % 2 === 0 ? [insertion, deletion] : [deletion, insertion];
      const results = await Promise.allSettled(order.map(({ plan }) => db.changes.apply(plan)));
      for (const result of results) {
        if (result.status === 'rejected') {
          expect(['plan.stale', 'plan.blocked', 'timeout', 'constraint.violated']).toContain(
            result.reason.code,
          );
        }
      }
      expect(await orphans()).toEqual([]);
      const children = await content('child');
      seen[children.length > 0 ? 'inserted' : 'deleted'] += 1;
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
    expect(seen.inserted + seen.deleted).toBe(rounds);
  });

  test('D14: of several who change a row as they all saw it, one succeeds', async () => {
    const bump = {
      kind: 'update',
      table: db.table('parent'),
      where: {
        filter: {
          and: [
            { column: 'id', op: 'eq', value: 1 },
            { column: 'version', op: 'eq', value: 1 },
          ],
        },
      },
      set: { version: 2 },
    } as const;
    const plans = await Promise.all([1, 2, 3, 4, 5].map(() => db.preview(bump)));
    const results = await Promise.allSettled(plans.map(({ plan }) => db.changes.apply(plan)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason.code).toBe('plan.stale');
    }
    expect(await content('parent')).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  test('D17: the switch to foreign keys is refused while there are orphans', async () => {
    await db.run(`INSERT INTO child VALUES (4, 77)`);
    const modes = modeSwitch();
    const plan = await modes.preview(db.connection, 'foreignKeys', {});
    expect(plan.blockers).toMatchObject([{ rule: 'orphans', count: 1, sample: [{ id: 4, parent_id: 77 }] }]);
    await expect(modes.apply(plan.plan).next()).rejects.toMatchObject({ code: 'plan.blocked' });
    expect(db.connection.model.mode).toBe('prisma');
    expect(await content('child')).toHaveLength(4);
  });
});

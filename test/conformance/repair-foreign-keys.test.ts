import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createHeldPlans } from '../../src-main/services/held-plans.ts';
import { reloadModel } from '../../src-main/services/models.ts';
import { createRelationEdits, type HeldEdit } from '../../src-main/services/relation-edits.ts';
import { createRepairs } from '../../src-main/services/repair.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engines } from '../support/engines.ts';
import { auditOf } from '../support/orphan-database.ts';

const key = 'CONSTRAINT visit_customer FOREIGN KEY (customer_id) REFERENCES customer (id)';
const schema = [
  'CREATE TABLE customer (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20))',
  `CREATE TABLE visit (id INTEGER NOT NULL PRIMARY KEY, customer_id INTEGER, ${key})`,
  'CREATE INDEX visit_of_customer ON visit (customer_id)',
  `CREATE TABLE remark (id INTEGER NOT NULL PRIMARY KEY, visit_id INTEGER NOT NULL,
     FOREIGN KEY (visit_id) REFERENCES visit (id) ON DELETE CASCADE)`,
  'CREATE INDEX remark_of_visit ON remark (visit_id)',
];
const rows = [
  'DELETE FROM remark',
  'DELETE FROM visit',
  'DELETE FROM customer',
  `INSERT INTO customer VALUES (1, 'Ada')`,
  'INSERT INTO visit VALUES (1, 1), (2, 7), (3, 8), (4, 7)',
  'INSERT INTO remark VALUES (1, 1), (2, 2)',
];

/** How orphans come to be under a foreign key. */
const unchecked: Readonly<Record<string, readonly string[]>> = {
  sqlite: ['PRAGMA foreign_keys = OFF', ...rows, 'PRAGMA foreign_keys = ON'],
  mysql: ['SET foreign_key_checks = 0', ...rows, 'SET foreign_key_checks = 1'],
  postgresql: [
    'ALTER TABLE visit DROP CONSTRAINT visit_customer',
    ...rows,
    `ALTER TABLE visit ADD ${key} NOT VALID`,
  ],
};

describe.each(engines)('orphans under a foreign key of $id', (engine) => {
  let db: ChangeDatabase;
  beforeAll(async () => {
    db = await changeDatabase(engine, 'foreignKeys', schema);
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.run(...(unchecked[engine.id] ?? []));
    await reloadModel(db.connection);
  });

  const found = async () => (await auditOf(db.connection)).filter(({ kind }) => kind === 'orphans');

  test('come back by an undo once PostgreSQL has checked the key only if it is not checked any more', async () => {
    if (engine.id !== 'postgresql') return;
    const repairs = createRepairs({ plans: db.plans, changes: db.changes });
    const [finding] = await found();
    const plan = await repairs.repair(db.connection, { finding: finding?.id ?? '', by: 'delete' });
    const entry = await db.changes.apply(plan.plan);
    const shown = await db.history.undo(entry.entry);
    expect(shown.blockers).toEqual([]);
    await db.run('ALTER TABLE visit VALIDATE CONSTRAINT visit_customer');
    await expect(db.changes.apply(shown.plan)).rejects.toMatchObject({ code: 'plan.stale' });
    const [blocker] = (await db.history.undo(entry.entry)).blockers;
    expect(blocker?.message).toMatch(
      /PostgreSQL has checked all rows of .*visit against foreign key visit_customer/,
    );
  });

  test('keep a key from being validated, which is offered once there are none', async () => {
    if (engine.id !== 'postgresql') return;
    const edits = createRelationEdits({ plans: createHeldPlans<HeldEdit>() });
    const findings = () => auditOf(db.connection);
    const notValidated = async () => (await findings()).find(({ kind }) => kind === 'notValidated');
    const relation = () =>
      db.connection.model.relations.find(({ constraint }) => constraint === 'visit_customer');
    const id = relation()?.id ?? '';
    expect((await notValidated())?.repairs).toEqual([]);
    const blocked = await edits.validate(db.connection, id);
    expect(blocked.blockers).toMatchObject([{ rule: 'orphans', count: 3 }]);
    await expect(edits.apply(blocked.plan).next()).rejects.toMatchObject({ code: 'plan.blocked' });

    const repairs = createRepairs({ plans: db.plans, changes: db.changes });
    const [finding] = await found();
    const repair = await repairs.repair(db.connection, { finding: finding?.id ?? '', by: 'setNull' });
    await db.changes.apply(repair.plan);
    expect((await notValidated())?.repairs).toEqual(['validate']);
    const plan = await edits.validate(db.connection, id);
    expect(plan).toMatchObject({
      blockers: [],
      relations: [{ change: 'edit', relation: { state: 'enforced' } }],
      steps: [
        {
          summary: expect.stringContaining('Check the rows of'),
          locks: expect.stringContaining('SHARE UPDATE'),
        },
      ],
    });
    for await (const _ of edits.apply(plan.plan));
    expect(relation()?.state).toBe('enforced');
    expect(await findings()).toEqual([]);
    await expect(edits.validate(db.connection, id)).rejects.toMatchObject({ code: 'request.invalid' });
  });

  test('are written as CSV with what goes with them, a file for each table', async () => {
    const repairs = createRepairs({ plans: db.plans, changes: db.changes });
    const [finding] = await found();
    const file = join(db.folder, 'lost.csv');
    const beside = join(
      db.folder,
      `lost.${db.table('').schema === '' ? '' : `${db.table('').schema}.`}remark.csv`,
    );
    const request = { finding: finding?.id ?? '', by: 'exportAndDelete', format: 'csv', file } as const;
    const plan = await repairs.repair(db.connection, request);
    await db.changes.apply(plan.plan);
    const lines = async (path: string) => (await readFile(path, 'utf8')).trimEnd().split('\r\n').toSorted();
    expect(await lines(file)).toEqual(['2,7', '3,8', '4,7', 'id,customer_id']);
    expect(await lines(beside)).toEqual(['2,2', 'id,visit_id']);
    await db.run(...(unchecked[engine.id] ?? []));
    await rm(file);
    const again = repairs.repair(db.connection, request);
    await expect(again).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringContaining(beside),
    });
  });

  test('are found by a read-only connection, which repairs nothing', async () => {
    const connection = { ...db.connection, readOnly: true };
    const [finding] = (await auditOf(connection)).filter(({ kind }) => kind === 'orphans');
    const repairs = createRepairs({ plans: db.plans, changes: db.changes });
    const plan = await repairs.repair(connection, { finding: finding?.id ?? '', by: 'delete' });
    await expect(db.changes.apply(plan.plan)).rejects.toMatchObject({ code: 'readOnly' });
    const stream = repairs.applyInBatches(plan.plan, 1);
    await expect(stream.next()).rejects.toMatchObject({ code: 'readOnly' });
    expect((await found())[0]?.count).toBe(3);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { orphanRepairs } from '../../src-main/model/finding.ts';
import { createRepairs } from '../../src-main/services/repair.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engines } from '../support/engines.ts';
import { auditOf } from '../support/orphan-database.ts';

const key = 'CONSTRAINT visit_customer FOREIGN KEY (customer_id) REFERENCES customer (id)';
const schema = [
  'CREATE TABLE customer (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20))',
  `CREATE TABLE visit (id INTEGER NOT NULL PRIMARY KEY, customer_id INTEGER, ${key})`,
  'CREATE INDEX visit_of_customer ON visit (customer_id)',
];
const rows = [
  'DELETE FROM visit',
  'DELETE FROM customer',
  `INSERT INTO customer VALUES (1, 'Ada')`,
  'INSERT INTO visit VALUES (1, 1), (2, 7), (3, 8), (4, 7)',
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
  beforeEach(() => db.run(...(unchecked[engine.id] ?? [])));

  const visits = () => db.run('SELECT id, customer_id FROM visit ORDER BY id');
  const found = async () => (await auditOf(db.connection)).filter(({ kind }) => kind === 'orphans');

  test.each(orphanRepairs.filter((by) => by !== 'setDefault' && by !== 'exportAndDelete'))(
    'are found and repaired by %s; whether that can be undone is told before',
    async (by) => {
      const [finding] = await found();
      expect(finding).toMatchObject({ count: 3, exact: true });
      const repairs = createRepairs({ plans: db.plans, changes: db.changes });
      const given = by === 'repoint' ? { key: { id: 1 } } : {};
      const plan = await repairs.repair(db.connection, { finding: finding?.id ?? '', by, ...given });
      expect([plan.blockers, plan.enforcedBy]).toEqual([[], 'database']);
      const before = await visits();
      const entry = await db.changes.apply(plan.plan);
      expect(await found()).toEqual([]);
      const undo = await db.history.undo(entry.entry);
      const isTold = plan.warnings.some(({ rule }) => rule === 'undoBlocked');
      expect(undo.blockers.length > 0).toBe(isTold);
      expect(isTold).toBe(engine.id !== 'mysql');
      if (isTold) return;
      await db.changes.apply(undo.plan);
      expect(await visits()).toEqual(before);
    },
  );

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

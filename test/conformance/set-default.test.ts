import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRelations } from '../../src-main/services/relations.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engines } from '../support/engines.ts';

/** SET DEFAULT is emulated on every engine, those included whose foreign keys do not have it. */
describe.each(engines)('set default, emulated on $id', (engine) => {
  let db: ChangeDatabase;
  beforeAll(async () => {
    db = await changeDatabase(engine, 'prisma', [
      'CREATE TABLE tier (code VARCHAR(10) NOT NULL PRIMARY KEY)',
      "CREATE TABLE member (id INTEGER NOT NULL PRIMARY KEY, tier VARCHAR(10) DEFAULT 'basic', backup VARCHAR(10) NOT NULL)",
    ]);
    for (const column of ['tier', 'backup']) {
      await createRelations().declare(db.connection, {
        child: { table: db.table('member'), columns: [column] },
        parent: { table: db.table('tier'), columns: ['code'] },
        onDelete: 'setDefault',
        onUpdate: 'setDefault',
      });
    }
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.run(
      'DELETE FROM member',
      'DELETE FROM tier',
      "INSERT INTO tier VALUES ('basic'), ('gold'), ('old')",
      "INSERT INTO member VALUES (1, 'gold', 'basic'), (2, 'basic', 'basic'), (3, NULL, 'old')",
    );
  });
  const remove = (code: string) =>
    ({ kind: 'delete', table: db.table('tier'), where: { keys: [{ code }] } }) as const;

  test('children of a deleted parent get the default, which references another', async () => {
    const plan = await db.apply(remove('gold'));
    expect(plan.effects[1]?.sample[0]?.after).toMatchObject({ id: 1, tier: 'basic' });
    expect(await db.run('SELECT id, tier FROM member ORDER BY id')).toEqual([
      [1, 'basic'],
      [2, 'basic'],
      [3, null],
    ]);
  });

  test('children of a parent with a new key get the default', async () => {
    await db.apply({
      kind: 'update',
      table: db.table('tier'),
      where: { keys: [{ code: 'gold' }] },
      set: { code: 'silver' },
    });
    expect(await db.run('SELECT tier FROM member WHERE id = 1')).toEqual([['basic']]);
  });

  test('a default that would reference nothing is refused', async () => {
    await db.run(
      "UPDATE member SET backup = 'gold' WHERE id = 2",
      "UPDATE member SET backup = 'gold' WHERE id = 1",
    );
    const plan = await db.preview(remove('basic'));
    expect(plan.blockers).toMatchObject([
      { rule: 'parentMissing', table: { name: 'member' }, count: 1, sample: [{ id: 2, tier: 'basic' }] },
    ]);
  });

  test('a column without a default that may not be null is refused', async () => {
    const plan = await db.preview(remove('old'));
    expect(plan.blockers).toMatchObject([{ rule: 'noDefault', count: 1, sample: [{ id: 3 }] }]);
    expect(plan.blockers[0]?.message).toContain('member.backup has no default');
  });
});

import { expect, test } from 'vitest';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engine } from '../support/engines.ts';

/**
 * The delete of 6 takes 4 along, which else still references 3: whether that is refused hangs on which of 3 and 6 is met
 * first.
 */
const schema = [
  'CREATE TABLE node (id INTEGER PRIMARY KEY, note INTEGER, above INTEGER, beside INTEGER)',
  'ALTER TABLE node ADD CONSTRAINT node_above FOREIGN KEY (above) REFERENCES node (id) ON DELETE CASCADE',
  'ALTER TABLE node ADD CONSTRAINT node_beside FOREIGN KEY (beside) REFERENCES node (id) ON DELETE NO ACTION',
  'ALTER TABLE node ADD CONSTRAINT node_beside_too FOREIGN KEY (beside) REFERENCES node (id) ON DELETE CASCADE',
  'INSERT INTO node (id, above, beside) VALUES (5, NULL, NULL), (6, NULL, NULL), (2, NULL, NULL), (4, 6, 3), (3, NULL, NULL)',
];
const again = 'UPDATE node SET note = 1 WHERE id = 6';
const elsewhere = ['DELETE FROM node WHERE id = 6', 'INSERT INTO node VALUES (6, NULL, NULL, NULL)'];

test.each([
  { where: 'where it was inserted', updates: [] },
  { where: 'behind the others, though its index leads to where it was', updates: [again, again] },
  {
    where: 'behind the others for its index as well',
    updates: [
      'UPDATE node SET above = NULL WHERE id = 4',
      ...elsewhere,
      'UPDATE node SET above = 6 WHERE id = 4',
    ],
  },
])('PostgreSQL deletes rows in the order that the preview foresees: one lies $where', async ({ updates }) => {
  const db = await changeDatabase(engine('postgresql'), 'foreignKeys', [...schema, ...updates]);
  try {
    const plan = await db.preview({
      kind: 'delete',
      table: db.table('node'),
      where: { keys: [5, 6, 2, 3].map((id) => ({ id })) },
    });
    expect(plan.blockers.length === 0).toBe(await isDone(db, 'DELETE FROM node WHERE id IN (2, 3, 5, 6)'));
  } finally {
    await db.close();
  }
});

/** Whether the database does it, found as an apply finds rows. It is rolled back. */
async function isDone({ connection }: ChangeDatabase, text: string): Promise<boolean> {
  const session = await connection.database.session();
  try {
    await session.begin({ byKeys: true });
    return await session.run({ text, params: [] }).then(
      () => true,
      () => false,
    );
  } finally {
    await session.rollback();
    await session.release();
  }
}

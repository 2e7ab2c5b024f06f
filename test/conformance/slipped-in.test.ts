import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Change } from '../../src-main/model/change.ts';
import { createSteps, steppedDatabase } from '../faults/steps.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engines } from '../support/engines.ts';

const schema = [
  'CREATE TABLE customer (id INTEGER NOT NULL PRIMARY KEY, code VARCHAR(9) NOT NULL UNIQUE)',
  `CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY, customer_id INTEGER,
     CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE ON UPDATE CASCADE)`,
  `CREATE TABLE tag (id INTEGER NOT NULL PRIMARY KEY, code VARCHAR(9),
     CONSTRAINT tag_customer FOREIGN KEY (code) REFERENCES customer (code) ON DELETE SET NULL ON UPDATE CASCADE)`,
  `INSERT INTO customer VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')`,
];

/** Where a change holds the only lock there is, nobody can slip anything in. */
const severalWriters = engines.filter(({ dialect }) => dialect.sql.lockForUpdate !== '');

describe.each(severalWriters.map((engine) => ({ engine, name: engine.id })))('$name', ({ engine }) => {
  let db: ChangeDatabase;
  beforeAll(async () => {
    db = await changeDatabase(engine, 'prisma', schema);
  });
  afterAll(() => db.close());

  /** Another program, which knows of no relation, writes a row just before COMMIT. */
  const applyMeanwhile = (insert: string, change: Change) => applyBeside(() => db.run(insert), change);

  async function applyBeside(
    write: () => Promise<unknown>,
    change: Change,
    before: () => Promise<unknown> = async () => {},
  ) {
    const { connection } = db;
    const plan = await db.preview(change);
    await before();
    const steps = createSteps({
      async onStatement(_, send) {
        if (steps.names.at(-1) === 'COMMIT') await write();
        return send();
      },
      onMoment: () => {},
    });
    const { database } = connection;
    Object.assign(connection, { database: steppedDatabase(database, steps) });
    try {
      return await db.changes.apply(plan.plan);
    } finally {
      Object.assign(connection, { database });
    }
  }
  const remove = (id: number): Change => ({
    kind: 'delete',
    table: db.table('customer'),
    where: { keys: [{ id }] },
  });
  const rekey = (id: number, set: Record<string, number | string>): Change => ({
    kind: 'update',
    table: db.table('customer'),
    where: { keys: [{ id }] },
    set,
  });

  test.each([
    ['orders', 'a deleted row', 'INSERT INTO orders VALUES (1, 1)', () => remove(1)],
    ['tag', 'a unique key of a deleted row', `INSERT INTO tag VALUES (2, 'b')`, () => remove(2)],
    ['orders', 'the old key of a row', 'INSERT INTO orders VALUES (3, 3)', () => rekey(3, { id: 33 })],
    ['tag', 'the old unique key', `INSERT INTO tag VALUES (4, 'd')`, () => rekey(4, { code: 'dd' })],
  ] as const)('a row of %s that another program gives to %s is told', async (child, _, insert, change) => {
    const { warnings = [] } = await applyMeanwhile(insert, change());
    expect(warnings).toMatchObject([{ rule: 'orphans' }]);
    expect(warnings[0]?.message).toMatch(new RegExp(`wrote 1 row of \\S*${child} .*key which is gone`));
  });

  const countsWriters = engine.dialect.sql.endedWriters !== null;
  test.runIf(countsWriters)(
    'a row that was written before the change, and committed during it, is told',
    async () => {
      await db.run(`INSERT INTO customer VALUES (5, 'e')`);
      const other = await db.connection.database.session();
      await other.begin();
      const insert = { text: 'INSERT INTO orders VALUES (5, 5)', params: [] };
      const entry = await applyBeside(
        () => other.commit(),
        remove(5),
        () => other.run(insert),
      );
      await other.release();
      expect(entry.warnings).toMatchObject([{ rule: 'orphans' }]);
    },
  );

  test('nothing is told where nothing came', async () => {
    const entry = await applyMeanwhile('INSERT INTO orders VALUES (9, 33)', rekey(4, { id: 44 }));
    expect(entry.warnings).toBeUndefined();
  });
});

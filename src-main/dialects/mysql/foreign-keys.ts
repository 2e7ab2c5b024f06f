import type { ForeignKeyDdl, Session } from '../dialect.ts';
import { runSteps } from '../sql/run-steps.ts';
import { changeSteps } from './ddl/change-steps.ts';
import { createIndex, dropIndex } from './ddl/index-steps.ts';
import { addSteps, dropSteps } from './ddl/key-steps.ts';
import { rowCheck } from './ddl/row-check.ts';
import { typeRefusal } from './ddl/type-refusal.ts';
import { literal } from './literal.ts';
import { orphansBack } from './orphans-back.ts';

/** Seconds; an ALTER that waits for a table makes all who come later wait, too, and is better tried again. */
const lockWait = { text: 'SET SESSION lock_wait_timeout = 1', params: [] };

/** Each ALTER commits by itself: https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html */
export const foreignKeys: ForeignKeyDdl = {
  // InnoDB takes any index whose first columns are the referenced ones, in this order.
  parentKey: 'indexed',
  childIndex: 'needed',
  typeRefusal,
  differences: {
    foreignKeys: [
      'InnoDB checks row by row, so a NO ACTION or SET DEFAULT relation refuses at once, like RESTRICT.',
      'InnoDB follows cascades through 15 levels at most and refuses an update that cascades back into its table.',
      'Triggers of child tables no longer fire for rows that a cascade changes.',
    ],
    prisma: [
      'Triggers of child tables fire for rows that a cascade changes, which InnoDB does not do.',
      'The indexes of the foreign keys stay when the keys are dropped.',
    ],
  },
  decisions: { prisma: [], foreignKeys: [rowCheck] },
  unsupported,
  prepare: () => [],
  drop: (catalog, keys, way) => ({ steps: dropSteps(catalog, keys, way), remembered: [] }),
  add: (catalog, keys, _remembered, way) => ({ steps: addSteps(catalog, keys, way) }),
  change: (catalog, key, changed) => ({ steps: changeSteps(catalog, key, changed) }),
  orphansBack,
  createIndex,
  dropIndex,
  apply: (database, steps, hooks) =>
    runSteps(database, steps, hooks, { first: [lockWait], inTransaction: [] }),
  script: { program: [], head: ['SET SESSION lock_wait_timeout = 3;'], begin: [], commit: [], literal },
};

/**
 * Vitess refuses foreign keys unless they were switched on, and no variable tells:
 * https://planetscale.com/docs/vitess/foreign-key-constraints. One that exists proves that they are allowed.
 */
async function unsupported(session: Session): Promise<string | null> {
  const server = await session.run({ text: 'SELECT VERSION(), @@version_comment', params: [] });
  if (!/vitess|planetscale/i.test(JSON.stringify(server.rows))) return null;
  const existing = await session.run({
    text: 'SELECT 1 FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() LIMIT 1',
    params: [],
  });
  if (existing.rows.length > 0) return null;
  return 'This server is Vitess (PlanetScale), which refuses foreign keys unless they are switched on for the database.';
}

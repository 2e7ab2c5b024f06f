import type { MigrationStep } from '../../../model/migration.ts';
import type { ApplyHooks } from '../../../model/switch-way.ts';
import type { Database } from '../../dialect.ts';
import { runSteps } from '../../sql/run-steps.ts';

/**
 * In a transaction, which stands in everybody's way while it waits for a lock. What commits by itself waits as the session
 * does: neither VALIDATE CONSTRAINT nor CREATE INDEX CONCURRENTLY keeps others from reading or writing meanwhile.
 * https://www.postgresql.org/docs/current/explicit-locking.html
 */
const lockTimeout = { text: `SET LOCAL lock_timeout = '500ms'`, params: [] };

export function applySteps(
  database: Database,
  steps: readonly MigrationStep[],
  hooks: ApplyHooks,
): Promise<void> {
  return runSteps(database, steps, hooks, { first: [], inTransaction: [lockTimeout] });
}

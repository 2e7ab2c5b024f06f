import { AppError } from '../../../model/error.ts';
import type { MigrationStep } from '../../../model/migration.ts';
import type { ApplyHooks, Database } from '../../dialect.ts';

/** Who waits for a lock makes all who come later wait too: better to give up soon. */
const lockTimeout = { text: `SET LOCAL lock_timeout = '3s'`, params: [] };

/** All steps in one transaction. */
export async function applySteps(
  database: Database,
  steps: readonly MigrationStep[],
  hooks: ApplyHooks,
): Promise<void> {
  const session = await database.session();
  try {
    await session.begin();
    await session.run(lockTimeout, hooks.signal);
    for (const [index, step] of steps.entries()) {
      hooks.onStep(index);
      try {
        for (const statement of step.execute) await session.run(statement, hooks.signal);
      } catch (error) {
        throw failedStep(error, `Step ${index + 1} of ${steps.length} ("${step.summary}")`);
      }
    }
    await session.commit();
  } finally {
    await session.release();
  }
}

function failedStep(error: unknown, step: string): unknown {
  if (!(error instanceof AppError)) return error;
  const what = error.code === 'cancelled' ? 'was cancelled' : `failed: ${error.message.replace(/\.$/, '')}`;
  return new AppError(error.code, `${step} ${what}; nothing was changed.`, {
    ...(error.hint === null ? {} : { hint: error.hint }),
    data: error.data,
    cause: error,
  });
}

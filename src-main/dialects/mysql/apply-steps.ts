import { AppError } from '../../model/error.ts';
import type { MigrationStep } from '../../model/migration.ts';
import type { Statement } from '../../model/plan.ts';
import type { ApplyHooks, Database, Session } from '../dialect.ts';
import { cancelled } from './interrupt.ts';

/** Runs the steps; when one fails, runs the reverse of those that took effect, the last one first. */
export async function applySteps(
  database: Database,
  steps: readonly MigrationStep[],
  hooks: ApplyHooks,
): Promise<void> {
  let before = '';
  let done = 0;
  try {
    await withSession(database, async (session) => {
      for (const [index, step] of steps.entries()) {
        if (hooks.signal?.aborted) throw cancelled();
        hooks.onStep(index);
        before = await keysOf(session, step);
        await runAll(session, step.execute, hooks.signal);
        done = index + 1;
      }
    });
  } catch (error) {
    const undone = await undo(database, steps, done, before);
    throw failed(error, steps, done, undone);
  }
}

/** A sentence on what became of the steps that had been done. */
async function undo(
  database: Database,
  steps: readonly MigrationStep[],
  done: number,
  before: string,
): Promise<string> {
  let current = done;
  try {
    return await withSession(database, async (session) => {
      const failing = steps[done];
      // A statement whose connection was lost may have taken effect all the same.
      const effective = failing !== undefined && before !== '' && (await keysOf(session, failing)) !== before;
      for (current = effective ? done : done - 1; current >= 0; current -= 1)
        await runAll(session, steps[current]?.reverse ?? []);
      return 'Everything is as before.';
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const left = steps.slice(0, current + 1).map((step) => step.summary);
    return `These steps could not be undone (${reason}): ${left.join('; ')}.`;
  }
}

function failed(error: unknown, steps: readonly MigrationStep[], done: number, undone: string): unknown {
  const step = steps[done];
  if (!(error instanceof AppError) || step === undefined) return error;
  return new AppError(
    error.code,
    `Step ${done + 1} of ${steps.length}, "${step.summary}", failed: ${error.message} ${undone}`,
    { ...(error.hint === null ? {} : { hint: error.hint }), cause: error },
  );
}

/** The foreign keys of a step's table as text, to see whether the step took effect. */
async function keysOf(session: Session, step: MigrationStep): Promise<string> {
  if (step.table === null) return '';
  const keys = await session.run({
    text:
      'SELECT CONSTRAINT_NAME, COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = ? ' +
      'AND TABLE_NAME = ? AND REFERENCED_TABLE_NAME IS NOT NULL ORDER BY CONSTRAINT_NAME, ORDINAL_POSITION',
    params: [step.table.schema, step.table.name],
  });
  return JSON.stringify(keys.rows);
}

async function runAll(
  session: Session,
  statements: readonly Statement[],
  signal?: AbortSignal,
): Promise<void> {
  for (const statement of statements) await session.run(statement, signal);
}

async function withSession<T>(database: Database, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await database.session();
  try {
    return await work(session);
  } finally {
    await session.release();
  }
}

import { AppError, retold } from '../../model/error.ts';
import type { MigrationStep, StepCheck } from '../../model/migration.ts';
import type { Statement } from '../../model/plan.ts';
import type { ApplyHooks } from '../../model/switch-way.ts';
import type { Database, Session } from '../dialect.ts';

export type RunFacts = {
  /** Sent first of all. */
  readonly first: readonly Statement[];
  /** Sent first in each transaction. */
  readonly inTransaction: readonly Statement[];
};

type Numbered = { readonly index: number; readonly step: MigrationStep };

/** Who waits for a lock makes all who come later wait, too: it is better to give up soon and to come again. */
const usualAttempts = 10;
const longestPause = 1_000;

/** Runs the steps, transaction by transaction. What fails leaves what was done before. */
export async function runSteps(
  database: Database,
  steps: readonly MigrationStep[],
  hooks: ApplyHooks,
  facts: RunFacts,
): Promise<void> {
  const done: MigrationStep[] = [];
  try {
    await runAll(database, steps, hooks, facts, done);
  } catch (error) {
    if (hooks.takesBack === true) await takeBack(database, done);
    throw error;
  }
}

async function takeBack(database: Database, done: readonly MigrationStep[]): Promise<void> {
  const session = await database.session();
  try {
    for (const step of done.toReversed())
      for (const statement of step.reverse ?? []) await session.run(statement);
  } finally {
    await session.release();
  }
}

/** `done`: gets the steps that will stay. */
async function runAll(
  database: Database,
  steps: readonly MigrationStep[],
  hooks: ApplyHooks,
  facts: RunFacts,
  done: MigrationStep[],
): Promise<void> {
  const session = await database.session();
  try {
    for (const statement of facts.first) await session.run(statement, hooks.signal);
    for (const group of groupsOf(steps)) {
      await untilUnlocked(session, group, steps.length, hooks, facts);
      done.push(...group.map(({ step }) => step));
      for (const { index } of group) await hooks.onDone?.(index);
    }
  } finally {
    await session.release();
  }
}

function groupsOf(steps: readonly MigrationStep[]): readonly (readonly Numbered[])[] {
  const groups: Numbered[][] = [];
  for (const [index, step] of steps.entries()) {
    const open = groups.at(-1);
    const together = step.transaction !== undefined && open?.[0]?.step.transaction === step.transaction;
    if (open !== undefined && together) open.push({ index, step });
    else groups.push([{ index, step }]);
  }
  return groups;
}

async function untilUnlocked(
  session: Session,
  group: readonly Numbered[],
  count: number,
  hooks: ApplyHooks,
  facts: RunFacts,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    let reached = group[0];
    const onStep = async (one: Numbered) => {
      reached = one;
      if (attempt === 1) await hooks.onStep(one.index);
    };
    try {
      return await runGroup(session, group, { ...hooks, onStep }, facts);
    } catch (error) {
      const locked = error instanceof AppError && error.code === 'timeout';
      if (!locked || attempt >= (hooks.attempts ?? usualAttempts)) throw failedStep(error, reached, count);
      await session.rollback();
      hooks.onRetry?.(reached?.index ?? 0, attempt, error.message);
      await pause(Math.min(100 * 2 ** (attempt - 1), longestPause), hooks.signal);
    }
  }
}

type GroupHooks = Omit<ApplyHooks, 'onStep'> & { onStep(one: Numbered): Promise<void> };

async function runGroup(
  session: Session,
  group: readonly Numbered[],
  { signal, onStep }: GroupHooks,
  facts: RunFacts,
): Promise<void> {
  const transactional = group[0]?.step.transaction !== undefined;
  if (transactional) {
    await session.begin();
    for (const statement of facts.inTransaction) await session.run(statement, signal);
  }
  for (const one of group) {
    if (signal?.aborted) throw new AppError('cancelled', 'The switch was cancelled.');
    await onStep(one);
    await runStep(session, one.step, signal);
  }
  if (transactional) await session.commit();
}

async function runStep(session: Session, step: MigrationStep, signal?: AbortSignal): Promise<void> {
  const { guard } = step;
  try {
    for (const statement of guard?.take ?? []) await session.run(statement, signal);
    for (const check of step.precheck ?? []) await hold(session, check, signal);
    for (const statement of step.execute) await session.run(statement, signal);
    await holdAfter(session, step, signal);
  } finally {
    // Where the connection is lost, so are the locks.
    for (const statement of guard?.release ?? []) await session.run(statement).catch(() => {});
  }
}

async function holdAfter(session: Session, step: MigrationStep, signal?: AbortSignal): Promise<void> {
  for (const check of step.postcheck ?? []) {
    try {
      await hold(session, check, signal);
    } catch (error) {
      const failed = error instanceof AppError && error.code === 'plan.blocked';
      if (failed && step.transaction === undefined)
        for (const statement of step.reverse ?? []) await session.run(statement);
      throw error;
    }
  }
}

/** `plan.blocked` where it does not hold. */
async function hold(
  session: Session,
  { sentence, statement }: StepCheck,
  signal?: AbortSignal,
): Promise<void> {
  const { rows } = await session.run(statement, signal);
  const value = rows[0]?.[0];
  if (value === true || Number(value) === 1) return;
  throw new AppError('plan.blocked', `This does not hold: ${sentence}`);
}

function failedStep(error: unknown, reached: Numbered | undefined, count: number): unknown {
  if (!(error instanceof AppError) || reached === undefined) return error;
  const what = error.code === 'cancelled' ? 'was cancelled.' : `failed: ${error.message}`;
  return retold(error, `Step ${reached.index + 1} of ${count} ("${reached.step.summary}") ${what}`);
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted) end();
  });
}

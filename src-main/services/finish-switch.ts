import { AppError, type ErrorCode, retold } from '../model/error.ts';
import type { RelationModel } from '../model/relation.ts';
import { isAlive, type SwitchRecord } from '../storage/switch-journal.ts';
import { examineInterrupted } from './interrupted-switch.ts';
import type { OpenConnection } from './open-connection.ts';
import { runSwitch, type SwitchRun, settleSwitch, standing, workLeft } from './run-switch.ts';
import type { Direction, SwitchWork } from './switch-work.ts';

/** What a statement that outlived its connection may lead to: it did what was still to be done, or undid it. */
const overtaken: readonly ErrorCode[] = ['plan.blocked', 'plan.stale', 'request.invalid'];
const mostAttempts = 3;

/** Begins a switch and runs it. What stops it leaves one of its two ends, or a switch that can be resumed. */
export async function startSwitch(run: SwitchRun, work: SwitchWork): Promise<RelationModel> {
  await run.journal.begin(run.connection.relationFilePath, run.goal);
  try {
    return await runSwitch(run, work);
  } catch (error) {
    return afterFailure(run, work, error);
  }
}

/** Brings an interrupted switch to one of its ends, which is found by looking at the catalog. */
export async function finishSwitch(
  run: SwitchRun,
  record: SwitchRecord,
  direction: Direction,
): Promise<RelationModel> {
  const { connection, journal } = run;
  if (isAlive(record.writer)) {
    throw new AppError(
      'request.invalid',
      `Process ${record.writer.pid} is still at the switch of ${connection.name}.`,
      {
        hint: 'Wait for its end, or end it.',
      },
    );
  }
  let before = '';
  for (let attempt = 1; ; attempt += 1) {
    const { lines } = (await journal.read(connection.relationFilePath)) ?? record;
    const work = await workLeft(run, direction, lines);
    try {
      return await runSwitch(run, work);
    } catch (error) {
      const todo = JSON.stringify(work.ddl.map(({ execute }) => execute));
      const again = error instanceof AppError && overtaken.includes(error.code) && todo !== before;
      if (!again || attempt >= mostAttempts) return afterFailure(run, work, error);
      before = todo;
    }
  }
}

async function afterFailure(run: SwitchRun, work: SwitchWork, error: unknown): Promise<RelationModel> {
  const end = work.direction === 'forward' ? 'after' : 'before';
  const at = await standing(run).catch(() => 'unknown' as const);
  if (at === end) return settleSwitch(run, work);
  const forward = work.direction === 'forward';
  // A statement that was under way when the connection was lost may still take effect.
  const known = !(error instanceof AppError) || error.code !== 'connection.lost';
  if (forward && known && at === 'before') {
    await settleSwitch(run, await wayBack(run));
    throw stopped(run, error, 'nothing was changed');
  }
  if (forward && error instanceof AppError && error.code === 'dialect.unsupported') {
    await runSwitch(run, await wayBack(run));
    throw stopped(run, error, 'all is as it was');
  }
  return interrupt(run, error);
}

async function wayBack(run: SwitchRun): Promise<SwitchWork> {
  const lines = (await run.journal.read(run.connection.relationFilePath))?.lines ?? [];
  return workLeft(run, 'back', lines);
}

async function interrupt(run: SwitchRun, error: unknown): Promise<never> {
  const { connection, journal } = run;
  const message = error instanceof Error ? error.message : String(error);
  await journal.failed(connection.relationFilePath, message);
  const interrupted = await examine(connection, run);
  const data = interrupted === null ? {} : { data: { interrupted } };
  const how = interrupted === null ? 'it is not known how far it came' : interrupted.message;
  throw stopped(run, error, how, { hint: 'Resume it, or go back.', ...data });
}

async function examine(connection: OpenConnection, run: SwitchRun) {
  try {
    return await examineInterrupted(connection, run.journal);
  } catch {
    // The failure to report is the one that stopped the switch.
    return null;
  }
}

function stopped(
  { goal }: SwitchRun,
  error: unknown,
  outcome: string,
  more: { hint?: string; data?: unknown } = {},
): unknown {
  if (!(error instanceof AppError)) return error;
  const message = `The switch to ${goal.to} stopped; ${outcome.replace(/\.$/, '')}. ${error.message}`;
  return retold(error, message, more);
}

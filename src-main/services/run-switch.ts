import { randomUUID } from 'node:crypto';
import type { SwitchEvent } from '../contract/results.ts';
import { compareSwitch, keyText } from '../engine/compare-switch.ts';
import type { Catalog } from '../model/catalog.ts';
import { AppError, retold } from '../model/error.ts';
import type { MigrationStep } from '../model/migration.ts';
import type { RelationModel } from '../model/relation.ts';
import { writeRelationFile } from '../storage/relation-file.ts';
import type { SwitchJournal } from '../storage/switch-journal.ts';
import type { JournalLine, SwitchGoal } from '../storage/switch-journal-schema.ts';
import { reloadModel } from './models.ts';
import type { OpenConnection } from './open-connection.ts';
import type { RepairWork, SwitchRepairs } from './switch-repairs.ts';
import { addsKeys, type Direction, doubtful, type SwitchWork, switchWork } from './switch-work.ts';

export type SwitchRun = {
  readonly connection: OpenConnection;
  readonly journal: SwitchJournal;
  readonly goal: SwitchGoal;
  readonly repairs: SwitchRepairs;
  emit(event: SwitchEvent): void;
  readonly signal?: AbortSignal | undefined;
};

/**
 * Runs what is to be done. Relations are in the relation file before their foreign keys go, and leave it after their
 * foreign keys have come, so that they are at no time nowhere. The journal is begun, and ends with the switch.
 */
export async function runSwitch(run: SwitchRun, work: SwitchWork): Promise<RelationModel> {
  const { connection, journal, goal, signal } = run;
  const { dialect, database, relationFilePath: path } = connection;
  const { parts, steps, file, adds } = work;
  let reached = '';
  const begin = async (index: number) => {
    reached = steps[index]?.summary ?? '';
    run.emit({ kind: 'step', index, of: steps.length, summary: reached });
    await journal.started(path, index);
  };
  const byDialect = (own: readonly MigrationStep[], first: number) =>
    dialect.foreignKeys.apply(database, own, {
      onStep: (index) => begin(first + index),
      onDone: (index) => journal.done(path, first + index),
      onRetry: (index, attempt, message) =>
        run.emit({ kind: 'waiting', index: first + index, attempt, message }),
      ...(signal === undefined ? {} : { signal }),
    });
  await journal.attempt(path, adds, steps);
  let first = 0;
  for (const part of parts) {
    if (part.kind === 'file' && adds) await verify(connection, goal, work);
    try {
      if (part.kind === 'ddl') await byDialect(part.steps, first);
      else {
        await begin(first);
        await (part.kind === 'file' ? writeRelationFile(path, file) : changeRows(run, part.work, first));
        await journal.done(path, first);
      }
    } catch (error) {
      throw placed(error, reached);
    }
    first += part.steps.length;
  }
  if (!adds) await verify(connection, goal, work);
  return endSwitch(run, work);
}

async function changeRows(
  { connection, journal, goal, repairs, emit, signal }: SwitchRun,
  work: RepairWork,
  index: number,
): Promise<void> {
  if (work.kind === 'repair') {
    const entry = randomUUID();
    await journal.repair(connection.relationFilePath, entry);
    return repairs.apply(work.plan, entry, signal);
  }
  const reason = await repairs.undo(connection, goal.from, work.entry, signal);
  if (reason !== null)
    emit({ kind: 'note', index, message: `The rows stay repaired ("${work.summary}"): ${reason}` });
}

/** Some dialects name the step themselves. */
function placed(error: unknown, summary: string): unknown {
  if (!(error instanceof AppError) || error.message.includes(summary)) return error;
  return retold(error, `At "${summary}": ${error.message}`);
}

async function endSwitch({ connection, journal, goal }: SwitchRun, work: SwitchWork): Promise<RelationModel> {
  await journal.end(connection.relationFilePath);
  if (connection.askedMode !== null)
    connection.askedMode = work.direction === 'forward' ? goal.to : goal.from;
  return reloadModel(connection);
}

/** Where the database is found to be at the end already. */
export async function settleSwitch(run: SwitchRun, work: SwitchWork): Promise<RelationModel> {
  await writeRelationFile(run.connection.relationFilePath, work.file);
  return endSwitch(run, work);
}

async function verify(connection: OpenConnection, goal: SwitchGoal, work: SwitchWork): Promise<void> {
  const { absent, present, unvalidated } = compareSwitch(goal.keys, [], await readCatalog(connection));
  const wrong = addsKeys(goal, work.direction) ? [...absent, ...unvalidated] : present;
  if (wrong.length === 0) return;
  const problem = work.adds ? 'are not as planned' : 'are still there';
  const names = wrong.map(keyText).join('; ');
  throw new AppError('internal', `After the last step these foreign keys ${problem}: ${names}.`);
}

/** What is left to be done, as the database now is. */
export async function workLeft(
  run: Pick<SwitchRun, 'connection' | 'goal' | 'repairs' | 'signal'>,
  direction: Direction,
  lines: readonly JournalLine[],
): Promise<SwitchWork> {
  const { connection, goal, repairs, signal } = run;
  const repair = await repairs.left(connection, goal, direction, lines, signal);
  return switchWork(connection, await readCatalog(connection), goal, direction, lines, repair);
}

export async function readCatalog({ dialect, database }: OpenConnection): Promise<Catalog> {
  const session = await database.session();
  try {
    return await dialect.introspect(session);
  } finally {
    await session.release();
  }
}

/** Where the database stands between the two ends of a switch, whatever the journal says of steps. */
export async function standing({
  connection,
  journal,
  goal,
  repairs,
}: SwitchRun): Promise<'before' | 'after' | 'between'> {
  const state = compareSwitch(goal.keys, goal.indexes, await readCatalog(connection));
  const lines = (await journal.read(connection.relationFilePath))?.lines ?? [];
  const adds = addsKeys(goal, 'forward');
  const unchecked = state.unvalidated.length + doubtful(state.present, lines).length;
  const all = state.absent.length + unchecked === 0;
  const none = state.present.length === 0;
  const isBefore = (adds ? none : all) && state.presentIndexes.length === 0;
  if (isBefore) return (await repairs.isDone(connection, lines)) ? 'between' : 'before';
  return (adds ? all : none) && state.absentIndexes.length === 0 ? 'after' : 'between';
}

import type { SwitchEvent } from '../contract/results.ts';
import { compareSwitch, keyText } from '../engine/compare-switch.ts';
import type { Catalog } from '../model/catalog.ts';
import { AppError, retold } from '../model/error.ts';
import type { RelationModel } from '../model/relation.ts';
import { writeRelationFile } from '../storage/relation-file.ts';
import type { SwitchJournal } from '../storage/switch-journal.ts';
import type { SwitchGoal } from '../storage/switch-journal-schema.ts';
import { reloadModel } from './models.ts';
import type { OpenConnection } from './open-connection.ts';
import { addsKeys, doubtful, type SwitchWork } from './switch-work.ts';

export type SwitchRun = {
  readonly connection: OpenConnection;
  readonly journal: SwitchJournal;
  readonly goal: SwitchGoal;
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
  const { steps, ddl, firstDdl, file, adds } = work;
  let reached = '';
  const begin = async (index: number) => {
    reached = steps[index]?.summary ?? '';
    run.emit({ kind: 'step', index, of: steps.length, summary: reached });
    await journal.started(path, index);
  };
  const writeFile = async (index: number) => {
    await begin(index);
    await writeRelationFile(path, file);
    await journal.done(path, index);
  };
  await journal.attempt(path, adds, steps);
  if (!adds) await writeFile(0);
  if (ddl.length > 0) {
    const hooks = {
      onStep: (index: number) => begin(firstDdl + index),
      onDone: (index: number) => journal.done(path, firstDdl + index),
      onRetry: (index: number, attempt: number, message: string) =>
        run.emit({ kind: 'waiting', index: firstDdl + index, attempt, message }),
      ...(signal === undefined ? {} : { signal }),
    };
    await dialect.foreignKeys.apply(database, ddl, hooks).catch((error: unknown) => {
      throw placed(error, reached);
    });
  }
  await verify(connection, goal, work);
  if (adds) await writeFile(steps.length - 1);
  return endSwitch(run, work);
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
}: Pick<SwitchRun, 'connection' | 'journal' | 'goal'>): Promise<'before' | 'after' | 'between'> {
  const state = compareSwitch(goal.keys, goal.indexes, await readCatalog(connection));
  const lines = (await journal.read(connection.relationFilePath))?.lines ?? [];
  const adds = addsKeys(goal, 'forward');
  const unchecked = state.unvalidated.length + doubtful(state.present, lines).length;
  const all = state.absent.length + unchecked === 0;
  const none = state.present.length === 0;
  if ((adds ? none : all) && state.presentIndexes.length === 0) return 'before';
  return (adds ? all : none) && state.absentIndexes.length === 0 ? 'after' : 'between';
}

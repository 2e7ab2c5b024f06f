import type { SwitchEvent } from '../contract/results.ts';
import { wrongKeys } from '../engine/verify-switch.ts';
import { AppError } from '../model/error.ts';
import type { MigrationPlan } from '../model/migration.ts';
import type { RelationModel } from '../model/relation.ts';
import { writeRelationFile } from '../storage/relation-file.ts';
import { readModel, reloadModel } from './models.ts';
import type { OpenConnection } from './open-connection.ts';
import type { PreparedSwitch } from './prepare-switch.ts';

/**
 * Runs a switch. Relations are in the relation file before their foreign keys go, and leave it after their foreign keys
 * have come, so that they are at no time nowhere. The mode changes last: a failure leaves the old one.
 */
export async function runSwitch(
  connection: OpenConnection,
  prepared: PreparedSwitch,
  emit: (event: SwitchEvent) => void,
  signal?: AbortSignal,
): Promise<RelationModel> {
  const { plan, ddl, firstDdl, fileBefore, fileAfter } = prepared;
  const { dialect, database, relationFilePath } = connection;
  let reached = 0;
  const begin = (index: number) => {
    reached = index;
    emit({ kind: 'step', index, of: plan.steps.length, summary: plan.steps[index]?.summary ?? '' });
  };
  try {
    if (fileBefore !== null) {
      begin(0);
      await writeRelationFile(relationFilePath, fileBefore);
    }
    if (ddl.length > 0) {
      const onStep = (index: number) => begin(firstDdl + index);
      await dialect.foreignKeys.apply(database, ddl, signal === undefined ? { onStep } : { onStep, signal });
    }
    await verify(connection, prepared);
    begin(plan.steps.length - 1);
    await writeRelationFile(relationFilePath, fileAfter);
  } catch (error) {
    await settleAfterFailure(connection, prepared);
    throw stopped(error, plan, reached);
  }
  if (connection.askedMode !== null) connection.askedMode = plan.to;
  return reloadModel(connection);
}

async function verify(connection: OpenConnection, { plan, keys }: PreparedSwitch): Promise<void> {
  const session = await connection.database.session();
  try {
    const catalog = await connection.dialect.introspect(session);
    const wrong = wrongKeys(plan.to, keys, catalog);
    if (wrong.length === 0) return;
    const problem = plan.to === 'prisma' ? 'are still there' : 'are not as planned';
    throw new AppError('internal', `After the last step these foreign keys ${problem}: ${wrong.join('; ')}.`);
  } finally {
    await session.release();
  }
}

/** The kept relations leave the file again only where all of their foreign keys are there for sure. */
async function settleAfterFailure(connection: OpenConnection, prepared: PreparedSwitch): Promise<void> {
  const { dialect, database, relationFilePath, askedMode } = connection;
  try {
    const read = await readModel(dialect, database, relationFilePath, askedMode);
    const complete = wrongKeys('foreignKeys', prepared.keys, read.catalog).length === 0;
    if (prepared.fileBefore !== null && complete) {
      await writeRelationFile(relationFilePath, prepared.fileNow);
    }
    await reloadModel(connection);
  } catch {
    // What made the switch fail is the failure to report; the file still holds every relation.
  }
}

function stopped(error: unknown, plan: MigrationPlan, reached: number): unknown {
  if (!(error instanceof AppError)) return error;
  const summary = plan.steps[reached]?.summary ?? '';
  // Some dialects name the step themselves, with what they undid.
  const place = error.message.includes(summary) ? '' : ` at "${summary}"`;
  const message = `The switch to ${plan.to} stopped${place}; the mode is still ${plan.from}. ${error.message}`;
  return new AppError(error.code, message, {
    ...(error.hint === null ? {} : { hint: error.hint }),
    data: error.data,
    cause: error,
  });
}

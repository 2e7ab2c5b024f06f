import { AppError } from '../../model/error.ts';
import type { MigrationStep, StepCheck } from '../../model/migration.ts';
import type { Statement } from '../../model/plan.ts';
import type { ApplyHooks } from '../../model/switch-way.ts';
import type { Database, ResultSet, Session } from '../dialect.ts';
import { backUp, backupPlace } from './backup.ts';
import { asSqlite, type SchemaSession } from './database.ts';
import { cancelledError } from './errors.ts';
import { rebuildOf, rebuildTable } from './rebuild.ts';
import { editOf, editStatement, type SchemaEdit } from './schema-edit.ts';
import { readShape, verifyKeys, verifyRows } from './verify-schema.ts';

type Numbered = { readonly index: number; readonly step: MigrationStep };

/**
 * All steps are one transaction, but for those that copy the file. Statements that are no edits may stand among them. What
 * the prechecks ask is a condition of the edits themselves, each of which must change one text.
 */
export async function applySteps(
  database: Database,
  steps: readonly MigrationStep[],
  hooks: ApplyHooks,
): Promise<void> {
  const numbered = steps.map((step, index) => ({ step, index }));
  const edits = steps.flatMap((step) => step.execute.flatMap((statement) => editOf(statement) ?? []));
  const session = await asSqlite(database).schemaSession();
  try {
    for (const { step, index } of numbered.filter(copies)) {
      await hooks.onStep(index);
      for (const statement of step.execute)
        await backUp(asSqlite(database), session, backupPlace(statement) ?? '', hooks.signal);
      await hooks.onDone?.(index);
    }
    const others = numbered.filter((one) => !copies(one));
    if (others.length === 0) return;
    await inTransaction(session, () => run(session, others, edits, hooks));
    await verifyAfresh(session, edits);
    for (const { index } of others) await hooks.onDone?.(index);
  } finally {
    await session.release();
  }
}

function copies({ step }: Numbered): boolean {
  return step.execute.some((statement) => backupPlace(statement) !== null);
}

async function inTransaction(session: Session, work: () => Promise<void>): Promise<void> {
  try {
    await session.begin();
    await work();
    await session.commit();
  } catch (error) {
    await session.rollback();
    throw error;
  }
}

async function run(
  session: Session,
  steps: readonly Numbered[],
  edits: readonly SchemaEdit[],
  hooks: ApplyHooks,
): Promise<void> {
  const tables = [...new Set(edits.map(({ table }) => table))];
  let shape: string | null = null;
  const endEditing = async (): Promise<void> => {
    if (shape === null) return;
    await readSchemaAgain(session);
    if ((await readShape(session, tables)) !== shape) {
      throw new AppError('internal', 'More than foreign keys would have changed; nothing is changed.');
    }
    shape = null;
  };
  for (const { index, step } of steps) {
    if (hooks.signal?.aborted === true) throw cancelledError();
    await hooks.onStep(index);
    for (const statement of step.execute) {
      const edit = editOf(statement);
      const anew = rebuildOf(statement);
      if (anew !== null) {
        await endEditing();
        await rebuildTable(session, anew, hooks.signal);
      } else if (edit === null) {
        await endEditing();
        await session.run(statement, hooks.signal);
      } else {
        shape ??= await startEditing(session, tables);
        await changeText(session, edit, statement);
      }
    }
  }
  await endEditing();
  await verifyKeys(session, edits);
  await verifyRows(session, edits, hooks.signal);
  await lookAt(
    session,
    steps.flatMap(({ step }) => step.postcheck ?? []),
  );
}

async function lookAt(session: Session, checks: readonly StepCheck[]): Promise<void> {
  for (const { sentence, statement } of checks) {
    const { rows } = await session.run(statement);
    if (Number(rows[0]?.[0]) !== 1)
      throw new AppError('plan.stale', `This does not hold: ${sentence} Nothing is changed.`);
  }
}

async function startEditing(session: Session, tables: readonly string[]): Promise<string> {
  const shape = await readShape(session, tables);
  await plain(session, 'PRAGMA writable_schema = ON');
  return shape;
}

async function changeText(session: Session, edit: SchemaEdit, statement: Statement): Promise<void> {
  const { affected } = await session.run(statement);
  if (affected === 1) return;
  throw new AppError(
    'plan.stale',
    `The table ${edit.table} was changed since the preview; nothing is changed.`,
    {
      hint: 'Reload the catalog and preview again.',
    },
  );
}

/** Without a new version other connections would go on with the foreign keys they have read. */
async function readSchemaAgain(session: Session): Promise<void> {
  const version = (await plain(session, 'PRAGMA main.schema_version')).rows[0]?.[0];
  await plain(session, `PRAGMA main.schema_version = ${Number(version) + 1}`);
  await plain(session, 'PRAGMA writable_schema = RESET');
  // No page of any table is written, so only the schema's own pages need a look, whatever the size of the file.
  const check = await plain(session, 'PRAGMA main.quick_check(sqlite_schema)').catch((cause: unknown) => {
    const message = 'SQLite cannot read the schema as it would be; nothing is changed.';
    throw new AppError('internal', message, { cause });
  });
  if (check.rows.length === 1 && check.rows[0]?.[0] === 'ok') return;
  throw new AppError('internal', `The file would be damaged: ${check.rows.join('; ')}; nothing is changed.`);
}

/** What is committed must be what a connection reads that has never read the schema before; else the old texts return. */
async function verifyAfresh(session: SchemaSession, edits: readonly SchemaEdit[]): Promise<void> {
  await session.reopen();
  try {
    await verifyKeys(session, edits);
  } catch (error) {
    const back = edits.map(({ table, before, after }) => ({ table, before: after, after: before })).reverse();
    await inTransaction(session, async () => {
      await plain(session, 'PRAGMA writable_schema = ON');
      for (const edit of back) await changeText(session, edit, editStatement(edit));
      await readSchemaAgain(session);
    });
    throw error;
  }
}

function plain(session: Session, text: string): Promise<ResultSet> {
  return session.run({ text, params: [] });
}

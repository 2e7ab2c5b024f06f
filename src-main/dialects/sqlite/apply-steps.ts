import { AppError } from '../../model/error.ts';
import type { MigrationStep } from '../../model/migration.ts';
import type { Statement } from '../../model/plan.ts';
import type { ApplyHooks, Database, ResultSet, Session } from '../dialect.ts';
import { asSqlite, type SqliteDatabase } from './database.ts';
import { cancelledError } from './errors.ts';
import { editOf, editStatement, type SchemaEdit } from './schema-edit.ts';
import { readShape, verifyKeys, verifyRows } from './verify-schema.ts';

/** All steps are one transaction. Statements that are no edits of the schema may stand among them. */
export async function applySteps(
  database: Database,
  steps: readonly MigrationStep[],
  hooks: ApplyHooks,
): Promise<void> {
  const sqlite = asSqlite(database);
  const edits = steps.flatMap((step) => step.execute.flatMap((statement) => editOf(statement) ?? []));
  await inTransaction(sqlite, (session) => run(session, steps, edits, hooks));
  await verifyAfresh(sqlite, edits);
}

async function inTransaction(
  sqlite: SqliteDatabase,
  work: (session: Session) => Promise<void>,
): Promise<void> {
  const session = await sqlite.schemaSession();
  try {
    await session.begin();
    await work(session);
    await session.commit();
  } catch (error) {
    await session.rollback();
    throw error;
  } finally {
    await session.release();
  }
}

async function run(
  session: Session,
  steps: readonly MigrationStep[],
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
  for (const [index, step] of steps.entries()) {
    if (hooks.signal?.aborted === true) throw cancelledError();
    hooks.onStep(index);
    for (const statement of step.execute) {
      const edit = editOf(statement);
      if (edit === null) {
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
  const findings = (await plain(session, 'PRAGMA main.quick_check(sqlite_schema)')).rows;
  if (findings.length === 1 && findings[0]?.[0] === 'ok') return;
  throw new AppError('internal', `The file would be damaged: ${findings.join('; ')}; nothing is changed.`);
}

/** What is committed must be what a connection reads that has never read the schema before; else the old texts return. */
async function verifyAfresh(sqlite: SqliteDatabase, edits: readonly SchemaEdit[]): Promise<void> {
  const session = await sqlite.freshSession();
  try {
    await verifyKeys(session, edits);
  } catch (error) {
    const back = edits.map(({ table, before, after }) => ({ table, before: after, after: before })).reverse();
    await inTransaction(sqlite, async (undo) => {
      await plain(undo, 'PRAGMA writable_schema = ON');
      for (const edit of back) await changeText(undo, edit, editStatement(edit));
      await readSchemaAgain(undo);
    });
    throw error;
  } finally {
    await session.release();
  }
}

function plain(session: Session, text: string): Promise<ResultSet> {
  return session.run({ text, params: [] });
}

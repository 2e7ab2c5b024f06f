import { randomUUID } from 'node:crypto';
import type { Session } from '../../src-main/dialects/dialect.ts';
import { postgresql } from '../../src-main/dialects/postgresql/index.ts';
import { sqlite } from '../../src-main/dialects/sqlite/index.ts';
import { effectiveRelations } from '../../src-main/engine/effective-relations.ts';
import { isOrderFree } from '../../src-main/engine/order-free.ts';
import { keyedForeignKeys, relationModel, relationSides } from '../../src-main/engine/relation-graph.ts';
import type { Change } from '../../src-main/model/change.ts';
import { AppError } from '../../src-main/model/error.ts';
import type { Statement } from '../../src-main/model/plan.ts';
import type { RelationMode } from '../../src-main/model/relation.ts';
import type { RelationFile } from '../../src-main/model/relation-file.ts';
import type { OpenConnection } from '../../src-main/services/open-connection.ts';
import { inPreview, planAsked } from '../../src-main/services/plan-asked.ts';
import type { TestEngine } from '../support/engines.ts';
import { asChanges, inSentOrder } from './asked-changes.ts';
import type { Comparison, Outcome } from './comparison.ts';
import { engineWords } from './engine-words.ts';
import { foreseenRows } from './foreseen-rows.ts';
import type { FuzzCase, FuzzChange } from './fuzz-case.ts';
import { changeStatement, createStatements, insertStatements } from './fuzz-sql.ts';

/**
 * Two databases of an engine, one with and one without foreign keys, on which case after case is tried. Whatever is tried
 * is rolled back, so that the rows of a case are written once.
 */
export async function openArena(engine: TestEngine) {
  const [withKeys, without] = await Promise.all([openSide(engine), openSide(engine)]);
  return {
    /** None where the engine does not accept the schema. */
    async compare(fuzz: FuzzCase): Promise<readonly Comparison[]> {
      if (!(await withKeys.create(fuzz).then(() => true, isSchemaRefused))) return [];
      await without.create({ ...fuzz, keys: [] });
      const native = await connectionOf(engine, withKeys, 'foreignKeys', null);
      const kept = keptFile(native, without.schema());
      const emulated = await connectionOf(engine, without, 'prisma', kept);
      const relations = effectiveRelations(native.model, engine.dialect.info);
      const compared: Comparison[] = [];
      for (const changes of fuzz.changes) {
        const here = asChanges(changes, native.model.defaultSchema);
        const there = asChanges(changes, emulated.model.defaultSchema);
        const foreseen = await foresee(native, fuzz, changes, here);
        const sent = foreseen.sent ?? inSentOrder(changes, relations).map(asStatement);
        const one = {
          changes,
          orderFree: isOrderFree(here, relations),
          predicted: foreseen.outcome,
          warned: foreseen.warned,
          native: await withKeys.outcome(fuzz, async (session) => {
            for (const statement of sent) await session.run(statement);
          }),
          emulated: await without.outcome(fuzz, async (session) => {
            const { planned } = await planAsked(emulated, asked(there), session, true, undefined);
            refuseBlocked(planned.blockers);
            for (const { statement } of planned.writes) await session.run(statement);
          }),
        };
        const elsewhere: Outcome[] = [];
        for (const simulate of one.emulated.ok && !one.native.ok ? otherOrders : []) {
          const other = { ...native, dialect: { ...native.dialect, simulate } };
          elsewhere.push((await foresee(other, fuzz, changes, here)).outcome);
        }
        compared.push({ ...one, elsewhere });
      }
      return compared;
    },
    close: () => Promise.all([withKeys.close(), without.close()]),
  };
}

const otherOrders = [postgresql.simulate, sqlite.simulate];

async function foresee(
  connection: OpenConnection,
  fuzz: FuzzCase,
  changes: readonly FuzzChange[],
  here: readonly Change[],
) {
  return inPreview(connection, async (session) => {
    const { planned, sets } = await planAsked(connection, asked(here), session, false, undefined);
    const outcome = await refused(async () => {
      refuseBlocked(planned.blockers);
      return foreseenRows(fuzz, changes, planned.effects, sets);
    });
    const warned = planned.warnings.some(({ rule }) => rule === 'orderDependent');
    return { outcome, warned, sent: outcome.ok ? planned.statements : null };
  });
}

function asked(changes: readonly Change[]) {
  return { changes, undo: null };
}

function asStatement(change: FuzzChange): Statement {
  return { text: changeStatement(change), params: [] };
}

export type Arena = Awaited<ReturnType<typeof openArena>>;

type Side = Awaited<ReturnType<typeof openSide>>;

async function openSide(engine: TestEngine) {
  const words = engineWords(engine.id);
  const fresh = await engine.fresh();
  const database = await engine.dialect.connect(engine.dialect.parseUrl(fresh.url), { readOnly: false });
  const session = await database.session();
  const run = async (text: string) => (await session.run({ text, params: [] })).rows;
  for (const text of words.prepare) await run(text);
  const catalog = await engine.dialect.introspect(session);
  let tables: readonly string[] = [];

  /** While the database does not look at its foreign keys rows and tables may come and go in any order. */
  async function relaxed(work: () => Promise<void>): Promise<void> {
    for (const text of words.relax) await run(text);
    await session.begin();
    try {
      await work();
      await session.commit();
    } catch (error) {
      await session.rollback();
      throw error;
    } finally {
      for (const text of words.restore) await run(text);
    }
  }

  async function refill(fuzz: FuzzCase): Promise<void> {
    await relaxed(async () => {
      for (const { name } of fuzz.tables) await run(`DELETE FROM ${name}`);
      for (const text of insertStatements(fuzz)) await run(text);
    });
  }

  return {
    database,
    schema: () => catalog.defaultSchema,
    async create(fuzz: FuzzCase) {
      await relaxed(async () => {
        for (const name of tables) await run(`DROP TABLE IF EXISTS ${name}${words.dropMore}`);
        tables = fuzz.tables.map(({ name }) => name);
        for (const text of createStatements(fuzz, words)) await run(text);
        for (const text of insertStatements(fuzz)) await run(text);
      });
    },
    /** Does something to the rows of the case, reads them all, and leaves them as they were. */
    async outcome(fuzz: FuzzCase, act: (session: Session) => Promise<void>): Promise<Outcome> {
      const own = await database.session();
      const late = fuzz.keys.some(({ deferred }) => deferred);
      try {
        await own.begin();
        return await refused(async () => {
          await act(own);
          if (late && words.checkDeferred !== null) await own.run({ text: words.checkDeferred, params: [] });
          const rows: Record<string, string> = {};
          for (const { name } of fuzz.tables) {
            const all = (await own.run({ text: `SELECT * FROM ${name}`, params: [] })).rows;
            rows[name] = rowsText(all);
          }
          if (late && words.checkDeferred === null) {
            await own.commit();
            await refill(fuzz);
          }
          return rows;
        });
      } finally {
        await own.rollback();
        await own.release();
      }
    },
    async close() {
      await session.release();
      await database.close();
      await fresh.close();
    },
  };
}

function isSchemaRefused(error: unknown): false {
  if (error instanceof AppError && error.code === 'request.invalid') return false;
  throw error;
}

/** The rows in an order of their own: two databases may keep the same rows differently. */
export function rowsText(rows: readonly (readonly unknown[])[]): string {
  return JSON.stringify(rows.map((row) => JSON.stringify(row)).toSorted());
}

async function refused(work: () => Promise<Record<string, string>>): Promise<Outcome> {
  try {
    return { ok: true, rows: await work() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (!['plan.blocked', 'constraint.violated', 'request.invalid'].includes(error.code)) throw error;
    return { ok: false, why: `${error.code}: ${error.message}` };
  }
}

function refuseBlocked([first]: readonly { readonly message: string }[]): void {
  if (first !== undefined) throw new AppError('plan.blocked', first.message);
}

async function connectionOf(
  { dialect }: TestEngine,
  { database }: Side,
  mode: RelationMode,
  file: RelationFile | null,
): Promise<OpenConnection> {
  const session = await database.session();
  const catalog = await dialect.introspect(session);
  await session.release();
  return {
    handle: randomUUID(),
    dialect,
    database,
    settings: {},
    name: 'fuzz',
    environment: 'development',
    readOnly: false,
    relationFilePath: '',
    askedMode: mode,
    catalog,
    file: file ?? { version: 1, mode, relations: [], remembered: [] },
    model: relationModel(catalog, file, mode),
  };
}

/** The foreign keys of one database as relations to be kept in the other, whose schema may have another name. */
function keptFile({ catalog }: OpenConnection, schema: string): RelationFile {
  const there = catalog.foreignKeys.map((key) => ({
    ...key,
    table: { ...key.table, schema },
    parent: { ...key.parent, schema },
  }));
  const relations = [...keyedForeignKeys(there)].map(([id, key]) => {
    const { onDelete, onUpdate } = key;
    return { id, ...relationSides(key), onDelete, onUpdate, foreignKey: key };
  });
  return { version: 1, mode: 'prisma', relations, remembered: [] };
}

import { randomUUID } from 'node:crypto';
import type { Database, Session } from '../../src-main/dialects/dialect.ts';
import { effectiveRelations } from '../../src-main/engine/effective-relations.ts';
import { isOrderFree } from '../../src-main/engine/order-free.ts';
import { keyedForeignKeys, relationModel, relationSides } from '../../src-main/engine/relation-graph.ts';
import type { Change } from '../../src-main/model/change.ts';
import { AppError } from '../../src-main/model/error.ts';
import type { RelationMode } from '../../src-main/model/relation.ts';
import type { RelationFile } from '../../src-main/model/relation-file.ts';
import { createChanges, type HeldChange } from '../../src-main/services/changes.ts';
import { createHeldPlans } from '../../src-main/services/held-plans.ts';
import type { OpenConnection } from '../../src-main/services/open-connection.ts';
import type { TestEngine } from '../support/engines.ts';
import type { FuzzCase, FuzzChange } from './fuzz-case.ts';
import { changeStatement, createStatements, insertStatements } from './fuzz-sql.ts';

/** What became of a change: the rows of all tables, or that it was refused and by what. */
export type Outcome =
  | { readonly ok: true; readonly rows: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly why: string };

export type Comparison = {
  readonly change: FuzzChange;
  readonly orderFree: boolean;
  /** The database with its foreign keys. */
  readonly native: Outcome;
  /** Referee on the same rows without foreign keys. */
  readonly emulated: Outcome;
  /** Referee on the database with its foreign keys: previewed, applied, verified. */
  readonly predicted: Outcome;
};

/** Whether foreign keys must be part of CREATE TABLE. */
const inlineKeys: Readonly<Record<string, boolean>> = { sqlite: true };

/** Two databases of an engine, one with and one without foreign keys, on which case after case is tried. */
export async function openArena(engine: TestEngine) {
  const inline = inlineKeys[engine.id] ?? false;
  const sides = await Promise.all([openSide(engine), openSide(engine)]);
  const [withKeys, without] = sides;
  return {
    async compare(fuzz: FuzzCase): Promise<readonly Comparison[]> {
      await withKeys.create(fuzz, createStatements(fuzz, inline));
      await without.create(fuzz, createStatements({ ...fuzz, keys: [] }, inline));
      const native = await connectionOf(engine, withKeys.database, 'foreignKeys', null);
      const kept = (schema: string) => keptFile(native, schema);
      const emulated = await connectionOf(engine, without.database, 'prisma', kept);
      const relations = effectiveRelations(emulated.model, engine.dialect.info);
      const compared: Comparison[] = [];
      for (const change of fuzz.changes) {
        const asked = asChange(change, native.model.defaultSchema);
        const there = asChange(change, emulated.model.defaultSchema);
        compared.push({
          change,
          orderFree: isOrderFree([there], relations),
          native: await withKeys.outcome(fuzz, (run) => run(changeStatement(change))),
          emulated: await without.outcome(fuzz, () => applied(emulated, there)),
          predicted: await withKeys.outcome(fuzz, () => applied(native, asked)),
        });
      }
      return compared;
    },
    close: () => Promise.all(sides.map((side) => side.close())),
  };
}

export type Arena = Awaited<ReturnType<typeof openArena>>;

async function openSide(engine: TestEngine) {
  const fresh = await engine.fresh();
  const database = await engine.dialect.connect(engine.dialect.parseUrl(fresh.url), { readOnly: false });
  const session = await database.session();
  const run = async (text: string) => (await session.run({ text, params: [] })).rows;
  const relax = relaxed(engine, run);
  let tables: readonly string[] = [];

  async function refill(fuzz: FuzzCase) {
    await relax(async () => {
      for (const { name } of fuzz.tables) await run(`DELETE FROM ${name}`);
      for (const text of insertStatements(fuzz)) await run(text);
    });
  }

  return {
    database,
    async create(fuzz: FuzzCase, statements: readonly string[]) {
      await relax(async () => {
        for (const name of tables) await run(`DROP TABLE IF EXISTS ${name}${dropMore[engine.id] ?? ''}`);
        tables = fuzz.tables.map(({ name }) => name);
        for (const text of statements) await run(text);
      });
      await refill(fuzz);
    },
    /** Does something to the rows of the case, reads them all, and puts them back. */
    async outcome(
      fuzz: FuzzCase,
      act: (run: (text: string) => Promise<unknown>) => Promise<unknown>,
    ): Promise<Outcome> {
      try {
        await act(run);
        const rows: Record<string, string> = {};
        for (const { name } of fuzz.tables)
          rows[name] = JSON.stringify(await run(`SELECT * FROM ${name} ORDER BY id`));
        await refill(fuzz);
        return { ok: true, rows };
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return { ok: false, why: `${error.code}: ${error.message}` };
      }
    },
    async close() {
      await session.release();
      await database.close();
      await fresh.close();
    },
  };
}

const dropMore: Readonly<Record<string, string>> = { postgresql: ' CASCADE' };

/** Runs work while the database does not look at its foreign keys, so that rows may go in and out in any order. */
function relaxed(engine: TestEngine, run: (text: string) => Promise<unknown>) {
  const words: Readonly<Record<string, readonly [string, string]>> = {
    sqlite: ['PRAGMA foreign_keys = OFF', 'PRAGMA foreign_keys = ON'],
    postgresql: ['SET session_replication_role = replica', 'SET session_replication_role = DEFAULT'],
    mysql: ['SET foreign_key_checks = 0', 'SET foreign_key_checks = 1'],
  };
  return async (work: () => Promise<void>) => {
    const [off, on] = words[engine.id] ?? ['SELECT 1', 'SELECT 1'];
    await run(off);
    try {
      await work();
    } finally {
      await run(on);
    }
  };
}

async function connectionOf(
  { dialect }: TestEngine,
  database: Database,
  mode: RelationMode,
  keep: ((schema: string) => RelationFile) | null,
): Promise<OpenConnection> {
  const session: Session = await database.session();
  const catalog = await dialect.introspect(session);
  await session.release();
  const file = keep === null ? null : keep(catalog.defaultSchema);
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

async function applied(connection: OpenConnection, change: Change): Promise<void> {
  const changes = createChanges({ plans: createHeldPlans<HeldChange>() });
  const plan = await changes.preview(connection, [change]);
  await changes.apply(plan.plan);
}

function asChange(change: FuzzChange, schema: string): Change {
  const table = { schema, name: change.table.name };
  const where = { keys: change.ids.map((id) => ({ id })) };
  if (change.kind === 'delete') return { kind: 'delete', table, where };
  return { kind: 'update', table, where, set: change.set };
}

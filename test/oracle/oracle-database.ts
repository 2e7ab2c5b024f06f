import { randomUUID } from 'node:crypto';
import { quoted } from '../../src-main/dialects/sql/statement.ts';
import { relationModel } from '../../src-main/engine/relation-graph.ts';
import type { Change } from '../../src-main/model/change.ts';
import { AppError } from '../../src-main/model/error.ts';
import { relationId } from '../../src-main/model/identity.ts';
import type { ChangePlan } from '../../src-main/model/plan.ts';
import type { RelationMode } from '../../src-main/model/relation.ts';
import type { KeptRelation } from '../../src-main/model/relation-file.ts';
import { type Changes, createChanges, type HeldChange } from '../../src-main/services/changes.ts';
import { createHeldPlans } from '../../src-main/services/held-plans.ts';
import type { OpenConnection } from '../../src-main/services/open-connection.ts';
import { engineWords } from '../fuzz/engine-words.ts';
import type { TestEngine } from '../support/engines.ts';
import { runAll } from '../support/run-all.ts';
import { createStatements, type Fixture, refillStatements } from './fixture.ts';
import type { Asked, Runnable } from './operation.ts';

/** What became of a set of changes: applied; or refused, by the plan or only by the database. */
export type Became =
  | { readonly kind: 'applied' | 'blocked'; readonly plan: ChangePlan }
  | { readonly kind: 'failed'; readonly plan: ChangePlan; readonly why: string };

export type Outcome = {
  /** Of the last set of changes that was tried; none is tried after one was refused. */
  readonly last: Became;
  /** Rows of the shown columns by table, each row as one JSON text, sorted. */
  readonly rows: Readonly<Record<string, readonly string[]>>;
};

/** Without it each commit waits for the disk. */
const swift: Readonly<Record<string, readonly string[]>> = { sqlite: ['PRAGMA journal_mode = WAL'] };

/** One database with the tables of many fixtures, each under a prefix of its own. */
export async function openOracleDatabase(
  engine: TestEngine,
  mode: RelationMode,
  fixtures: readonly Fixture[],
) {
  const { dialect } = engine;
  const quote = dialect.sql.identifierQuote;
  const fresh = await engine.fresh();
  const settings = dialect.parseUrl(fresh.url);
  const database = await dialect.connect(settings, { readOnly: false });
  const session = await database.session();
  // Rows go in and out in any order.
  await runAll(session, [...(swift[engine.id] ?? []), ...engineWords(engine.id).relax]);
  const distinct = new Map(fixtures.map((fixture) => [shapeOf(fixture), fixture]));
  const prefixes = new Map([...distinct.keys()].map((shape, i) => [shape, `f${i}_`]));
  for (const [shape, fixture] of distinct) {
    const prefix = prefixes.get(shape) ?? '';
    await runAll(session, createStatements(fixture, prefix, mode === 'foreignKeys', quote));
  }
  const catalog = await introspected();
  const file = {
    mode,
    relations: mode === 'prisma' ? [...distinct].flatMap(keptRelations) : [],
    remembered: [],
  } as const;
  const connection: OpenConnection = {
    handle: randomUUID(),
    dialect,
    database,
    settings,
    name: 'oracle',
    environment: 'development',
    readOnly: false,
    relationFilePath: '',
    askedMode: mode,
    catalog,
    file,
    model: relationModel(catalog, file, mode),
  };
  const changes = createChanges({ plans: createHeldPlans<HeldChange>() });

  /** Through a session that hears: the catalog says which foreign keys are enforced. */
  async function introspected() {
    const hearing = await database.session();
    try {
      return await dialect.introspect(hearing);
    } finally {
      await hearing.release();
    }
  }

  function keptRelations([shape, fixture]: readonly [string, Fixture]): readonly KeptRelation[] {
    const prefix = prefixes.get(shape) ?? '';
    return fixture.relations.map(({ child, columns, parent, parentColumns, onDelete, onUpdate }) => {
      const from = { table: tableOf(prefix, child), columns };
      const to = { table: tableOf(prefix, parent), columns: parentColumns };
      return { id: relationId(from, to), child: from, parent: to, onDelete, onUpdate, foreignKey: null };
    });
  }

  function tableOf(prefix: string, name: string) {
    return { schema: catalog.defaultSchema, name: prefix + name };
  }

  return {
    /** Starts from the rows of the fixture. */
    async run({ fixture, steps }: Runnable): Promise<Outcome> {
      const prefix = prefixes.get(shapeOf(fixture));
      if (prefix === undefined) throw new Error('The fixture was not created.');
      await runAll(session, ['BEGIN', ...refillStatements(fixture, prefix, quote), 'COMMIT']);
      let last: Became | null = null;
      for (const step of steps) {
        const asked = step.map((change) => asChange(change, tableOf(prefix, change.table)));
        last = await become(changes, connection, asked);
        if (last.kind !== 'applied') break;
      }
      if (last === null) throw new Error('The case asks for nothing.');
      const found = await runAll(
        session,
        fixture.tables.map(({ name, shown }) => {
          const columns = shown.map((column) => quoted(dialect.sql, column)).join(', ');
          return `SELECT ${columns} FROM ${quoted(dialect.sql, prefix + name)}`;
        }),
      );
      const texts = found.map((rows) => rows.map((row) => JSON.stringify(row)).sort());
      return { last, rows: Object.fromEntries(fixture.tables.map(({ name }, i) => [name, texts[i] ?? []])) };
    },
    async close() {
      await session.release();
      await database.close();
      await fresh.close();
    },
  };
}

/** Fixtures that differ in their rows alone share their tables. */
function shapeOf({ tables, relations }: Fixture): string {
  return JSON.stringify([tables.map(({ rows: _, ...shape }) => shape), relations]);
}

export type OracleDatabase = Awaited<ReturnType<typeof openOracleDatabase>>;

/** Previews and, unless that is blocked, applies. */
export async function become(
  changes: Changes,
  connection: OpenConnection,
  asked: readonly Change[],
): Promise<Became> {
  const plan = await changes.preview(connection, asked);
  if (plan.blockers.length > 0) return { kind: 'blocked', plan };
  try {
    await changes.apply(plan.plan);
    return { kind: 'applied', plan };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { kind: 'failed', plan, why: `${error.code}: ${error.message}` };
  }
}

function asChange(change: Asked, table: Change['table']): Change {
  return { ...change, table };
}

import type { Session } from '../../src-main/dialects/dialect.ts';
import { AppError } from '../../src-main/model/error.ts';
import type { Value } from '../../src-main/model/value.ts';
import type { TestEngine } from '../support/engines.ts';
import { runAll } from '../support/run-all.ts';
import type { Outcome } from './comparison.ts';
import { engineWords } from './engine-words.ts';
import type { FuzzCase, FuzzRow } from './fuzz-case.ts';
import { createStatements, insertStatements } from './fuzz-sql.ts';
import { rowsText } from './rows-text.ts';

export type Side = Awaited<ReturnType<typeof openSide>>;

/** A database of an engine, on whose rows things are tried and taken back. */
export async function openSide(engine: TestEngine) {
  const words = engineWords(engine.id);
  const fresh = await engine.fresh();
  const settings = engine.dialect.parseUrl(fresh.url);
  const database = await engine.dialect.connect(settings, { readOnly: false });
  const session = await database.session();
  const run = async (text: string) => (await session.run({ text, params: [] })).rows;
  await runAll(session, words.prepare);
  const catalog = await engine.dialect.introspect(session);
  let tables: readonly string[] = [];

  /** While the database does not look at its foreign keys rows and tables may come and go in any order. */
  async function relaxed(texts: readonly string[]): Promise<void> {
    await runAll(session, words.relax);
    await session.begin();
    try {
      await runAll(session, texts);
      await session.commit();
    } catch (error) {
      await session.rollback();
      throw error;
    } finally {
      await runAll(session, words.restore);
    }
  }

  function refill(fuzz: FuzzCase): Promise<void> {
    return relaxed([...fuzz.tables.map(({ name }) => `DELETE FROM ${name}`), ...insertStatements(fuzz)]);
  }

  return {
    database,
    settings,
    schema: catalog.defaultSchema,
    refill,
    rows: (fuzz: FuzzCase) => rowsOf(session, fuzz),
    ask: run,
    /** The rows as they are, in an order of their own, of columns that hold numbers and short texts. */
    async values(fuzz: FuzzCase): Promise<Record<string, readonly FuzzRow[]>> {
      const names = fuzz.tables.map(({ name }) => name);
      const all = await runAll(
        session,
        names.map((name) => `SELECT * FROM ${name} ORDER BY 1, 2`),
      );
      return Object.fromEntries(names.map((name, i) => [name, (all[i] ?? []).map(plainValues)]));
    },
    async create(fuzz: FuzzCase) {
      const drops = tables.map((name) => `DROP TABLE IF EXISTS ${name}${words.dropMore}`);
      tables = fuzz.tables.map(({ name }) => name);
      await relaxed([...drops, ...createStatements(fuzz, words), ...insertStatements(fuzz)]);
    },
    /** Does something to the rows of the case, reads them all, and leaves them as they were. */
    async outcome(fuzz: FuzzCase, act: (session: Session) => Promise<void>): Promise<Outcome> {
      const own = await database.session();
      const late = fuzz.keys.some(({ deferred }) => deferred);
      try {
        // As an apply does it: how rows are found decides in which order they are met.
        await own.begin({ byKeys: true });
        return await refused(async () => {
          await act(own);
          if (late && words.checkDeferred !== null) await own.run({ text: words.checkDeferred, params: [] });
          const rows = await rowsOf(own, fuzz);
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

function plainValues(row: readonly Value[]): FuzzRow {
  return row.map((value) => {
    if (value === null || typeof value === 'number' || typeof value === 'string') return value;
    throw new TypeError('A value is neither a number nor a text.');
  });
}

async function rowsOf(session: Session, fuzz: FuzzCase): Promise<Record<string, string>> {
  const names = fuzz.tables.map(({ name }) => name);
  const all = await runAll(
    session,
    names.map((name) => `SELECT * FROM ${name}`),
  );
  return Object.fromEntries(names.map((name, i) => [name, rowsText(all[i] ?? [])]));
}

/** Errors that mean a refusal, as an outcome. */
export async function refused(work: () => Promise<Record<string, string>>): Promise<Outcome> {
  try {
    return { ok: true, rows: await work() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (!['plan.blocked', 'constraint.violated', 'request.invalid'].includes(error.code)) throw error;
    return { ok: false, why: `${error.code}: ${error.message}` };
  }
}

import { randomUUID } from 'node:crypto';
import { AppError } from '../../src-main/model/error.ts';
import type { HistoryEntry } from '../../src-main/model/history.ts';
import { createChanges } from '../../src-main/services/changes.ts';
import { createHeldPlans } from '../../src-main/services/held-plans.ts';
import type { OpenConnection } from '../../src-main/services/open-connection.ts';
import { createRandom } from '../fuzz/random.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import type { TestEngine } from '../support/engines.ts';
import { randomChange } from './random-change.ts';
import { rowCounts, rows, schema, tables, wrongRows } from './world.ts';

/** A change that met another one may fail with these, and nothing of it is done. */
const clear: readonly string[] = ['plan.stale', 'plan.blocked', 'timeout', 'constraint.violated'];

export type Report = {
  /** How the changes of all rounds ended, and how often. */
  readonly ends: Readonly<Record<string, number>>;
  /** What must not be, with the seed of its round. */
  readonly wrong: readonly string[];
};

export type Race = Awaited<ReturnType<typeof openRace>>;

/** Several sessions of Referee on one database in `prisma` mode, all of which change it at once, round by round. */
export async function openRace(engine: TestEngine, sessions = 4) {
  const db = await changeDatabase(engine, 'prisma', schema);
  const runners = await Promise.all(Array.from({ length: sessions }, () => openRunner(engine, db)));

  async function refill(): Promise<void> {
    await db.run(...tables.toReversed().map((table) => `DELETE FROM ${table}`), ...rows);
  }

  /** What is wrong after a round; the marks of the changes that were applied, and what they said they did, tell. */
  async function round(seed: number, ends: Record<string, number>): Promise<readonly string[]> {
    await refill();
    const before = await countsOf(db);
    const random = createRandom(seed);
    const together = random.chance(0.5);
    const asked = runners.map((_, i) => randomChange(random, db.table, seed * 100 + i));
    let previewed = 0;
    let go = () => {};
    const barrier = new Promise<void>((resolve) => {
      go = resolve;
    });
    const arrive = () => {
      previewed += 1;
      if (!together || previewed === runners.length) go();
      return barrier;
    };
    const results = await Promise.all(
      runners.map(async (runner, i) => {
        const plan = await runner.changes.preview(runner.connection, asked[i] ?? []).finally(arrive);
        await barrier;
        return runner.changes.apply(plan.plan).then(
          (entry): Ended => ({ how: 'applied', entry, mark: seed * 100 + i }),
          (error: unknown): Ended => ({ how: howItFailed(error), entry: null, mark: seed * 100 + i }),
        );
      }),
    );
    for (const { how } of results) ends[how] = (ends[how] ?? 0) + 1;
    return [
      ...results.filter(({ how }) => how.startsWith('unclear')).map(({ how }) => how),
      ...(await db.run(wrongRows)).map(([what, count]) => `${what}: ${count}`),
      ...(await differences(db, before, results)),
    ];
  }

  return {
    async run(firstSeed: number, rounds: number): Promise<Report> {
      const ends: Record<string, number> = {};
      const wrong: string[] = [];
      for (let seed = firstSeed; seed < firstSeed + rounds; seed += 1) {
        const found = await round(seed, ends);
        wrong.push(...found.map((what) => `seed ${seed}: ${what}`));
      }
      return { ends, wrong };
    },
    async close() {
      for (const runner of runners) await runner.connection.database.close();
      await db.close();
    },
  };
}

type Ended = { readonly how: string; readonly entry: HistoryEntry | null; readonly mark: number };

/** Another connection to the same database, with plans of its own. */
async function openRunner({ dialect }: TestEngine, db: ChangeDatabase) {
  const database = await dialect.connect(db.connection.settings, { readOnly: false });
  const connection: OpenConnection = { ...db.connection, handle: randomUUID(), database };
  return { connection, changes: createChanges({ plans: createHeldPlans(), journal: db.journal }) };
}

function howItFailed(error: unknown): string {
  if (error instanceof AppError && clear.includes(error.code)) return error.code;
  return `unclear: ${error instanceof AppError ? error.code : ''} ${String(error)}`;
}

async function countsOf(db: ChangeDatabase): Promise<ReadonlyMap<string, number>> {
  return new Map((await db.run(rowCounts)).map(([table, count]) => [String(table), Number(count)]));
}

/** The rows that came and went are those that the applied changes name, and no change left its mark without the rest. */
async function differences(
  db: ChangeDatabase,
  before: ReadonlyMap<string, number>,
  results: readonly Ended[],
): Promise<readonly string[]> {
  const applied = results.filter(({ entry }) => entry !== null);
  const marks = (await db.run('SELECT id FROM ledger ORDER BY id')).map(([id]) => Number(id));
  const expected = applied.map(({ mark }) => mark).toSorted((a, b) => a - b);
  const half = String(marks) === String(expected) ? [] : [`marks ${marks} of the changes ${expected}`];
  const after = await countsOf(db);
  return [
    ...half,
    ...tables.flatMap((table) => {
      let count = before.get(table) ?? 0;
      for (const effect of applied.flatMap(({ entry }) => entry?.effects ?? [])) {
        if (effect.table.name !== table || effect.action === 'update') continue;
        count += effect.action === 'insert' ? effect.count : -effect.count;
      }
      return after.get(table) === count ? [] : [`${after.get(table)} rows in ${table} instead of ${count}`];
    }),
  ];
}

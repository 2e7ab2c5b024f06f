import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Driver from 'better-sqlite3';
import type { Database } from '../../../src-main/dialects/dialect.ts';
import { sqlite } from '../../../src-main/dialects/sqlite/index.ts';
import type { Catalog } from '../../../src-main/model/catalog.ts';
import type { MigrationStep } from '../../../src-main/model/migration.ts';
import { randomTable } from './random-table.ts';
import { type TableState, tableState } from './table-state.ts';

export type TextRounds = {
  /** Texts that SQLite took, that it refused, and foreign keys in those that it took. */
  readonly tables: number;
  readonly refused: number;
  readonly keys: number;
  /** What was not as it should be, with the text. */
  readonly divergences: readonly { readonly seed: number; readonly what: string; readonly text: string }[];
};

/** So many tables share a file: a round then costs a few statements a table. */
const inOneFile = 100;

/**
 * `count` CREATE TABLE texts by chance, taken through a switch to `prisma` and back as users would: without foreign keys all
 * else is the same, and back they are byte for byte what they were, or, where the table was altered meanwhile, have the same keys.
 */
export async function tryTexts(seed: number, count: number): Promise<TextRounds> {
  let total: TextRounds = { tables: 0, refused: 0, keys: 0, divergences: [] };
  for (let start = 0; start < count; start += inOneFile) {
    const seeds = Array.from({ length: Math.min(inOneFile, count - start) }, (_, i) => seed + start + i);
    const round = await tryTogether(seeds);
    total = {
      tables: total.tables + round.tables,
      refused: total.refused + round.refused,
      keys: total.keys + round.keys,
      divergences: [...total.divergences, ...round.divergences],
    };
  }
  return total;
}

async function tryTogether(seeds: readonly number[]): Promise<TextRounds> {
  const folder = await mkdtemp(join(tmpdir(), 'texts-'));
  const file = join(folder, 'texts.db');
  const direct = new Driver(file);
  direct.pragma('foreign_keys = OFF');
  const texts = new Map<string, { readonly seed: number; readonly text: string }>();
  for (const seed of seeds) {
    const text = randomTable(seed, `t ${seed}`);
    try {
      direct.exec(text);
      texts.set(`t ${seed}`, { seed, text });
    } catch {
      // SQLite refuses it, so there is nothing to keep.
    }
  }
  const database = await sqlite.connect({ file }, { readOnly: false });
  try {
    const found = await goAround(database, direct, [...texts.keys()]);
    const divergences = found.divergences.map(({ table, what }) => ({
      what,
      seed: texts.get(table)?.seed ?? 0,
      text: texts.get(table)?.text ?? '',
    }));
    return { tables: texts.size, refused: seeds.length - texts.size, keys: found.keys, divergences };
  } finally {
    await database.close();
    direct.close();
    await rm(folder, { recursive: true });
  }
}

type Divergence = { readonly table: string; readonly what: string };

async function goAround(database: Database, direct: Driver.Database, tables: readonly string[]) {
  const divergences: Divergence[] = [];
  const states = () => new Map(tables.map((table) => [table, tableState(direct, table)]));
  const compare = (
    part: keyof TableState,
    a: ReadonlyMap<string, TableState>,
    b: ReadonlyMap<string, TableState>,
    when: string,
  ) => {
    for (const table of tables) {
      const [before, after] = [a.get(table)?.[part], b.get(table)?.[part]];
      if (before !== after) divergences.push({ table, what: `${part} ${when}:\n${before}\n${after}` });
    }
  };
  const original = states();
  const catalog = await catalogOf(database);
  const { steps, remembered } = sqlite.foreignKeys.drop(catalog, catalog.foreignKeys);
  await run(database, steps);

  const bare = states();
  for (const [table, { keys }] of bare)
    if (keys !== '[]') divergences.push({ table, what: `keys left: ${keys}` });
  compare('shape', original, bare, 'without foreign keys');
  compare('behaviour', original, bare, 'without foreign keys');
  compare('comments', original, bare, 'without foreign keys');

  const bareCatalog = await catalogOf(database);
  await run(database, sqlite.foreignKeys.add(bareCatalog, catalog.foreignKeys, remembered).steps);
  compare('text', original, states(), 'put back');

  // Once more, with something else in the table: now its text cannot be what it was.
  const again = sqlite.foreignKeys.drop(await catalogOf(database), catalog.foreignKeys);
  await run(database, again.steps);
  for (const table of tables)
    direct.exec(
      `ALTER TABLE "${table}" ADD COLUMN "added since" TEXT COLLATE NOCASE CHECK ("added since" <> 'x')`,
    );
  const altered = states();
  await run(
    database,
    sqlite.foreignKeys.add(await catalogOf(database), catalog.foreignKeys, again.remembered).steps,
  );
  const back = states();
  compare('keys', original, back, 'appended');
  compare('shape', altered, back, 'appended');
  compare('behaviour', altered, back, 'appended');
  compare('comments', altered, back, 'appended');
  const spelled = ({ foreignKeys }: Catalog) =>
    new Map(
      tables.map((table) => [
        table,
        JSON.stringify(
          foreignKeys.filter((key) => key.table.name === table).map((key) => ({ ...key, position: 0 })),
        ),
      ]),
    );
  const [before, after] = [spelled(catalog), spelled(await catalogOf(database))];
  for (const table of tables)
    if (before.get(table) !== after.get(table))
      divergences.push({ table, what: `read as\n${before.get(table)}\n${after.get(table)}` });
  return { divergences, keys: catalog.foreignKeys.length };
}

async function catalogOf(database: Database): Promise<Catalog> {
  const session = await database.session();
  try {
    return await sqlite.introspect(session);
  } finally {
    await session.release();
  }
}

async function run(database: Database, steps: readonly MigrationStep[]): Promise<void> {
  await sqlite.foreignKeys.apply(database, steps, { onStep: () => {} });
}

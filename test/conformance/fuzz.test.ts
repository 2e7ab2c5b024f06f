import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { divergence } from '../fuzz/comparison.ts';
import { type Arena, openArena } from '../fuzz/differential.ts';
import { engineWords } from '../fuzz/engine-words.ts';
import { fuzzCase } from '../fuzz/fuzz-case.ts';
import { report, summary } from '../fuzz/report.ts';
import { runCases } from '../fuzz/run-cases.ts';
import { walk } from '../fuzz/walk.ts';
import { engines, type TestEngine } from '../support/engines.ts';

/** Seeds that once came out differently, with what they found. */
const known: readonly (readonly [number, string])[] = [
  [6, 'RESTRICT within a tree of which all rows are deleted'],
  [7, 'SQLite looks for a reference of a row to itself letter by letter'],
  [20, 'cascade and set default on the same column'],
  [5000001, 'a key becomes NULL before its row is deleted, and takes a reference along'],
  [22, 'a row is inserted that the same changes delete'],
  [5050, 'a row that is deleted would first get a default that it must not have'],
  [5112, 'cascade and no action on the same column'],
  [20022, 'a row is inserted that references a key which the same changes bring about'],
  [9001, 'the default of an inserted row is a key that is taken'],
  [20033, 'an update takes a key before the delete that frees it'],
  [48, 'cascade and set null on the same column'],
  [13, 'a row takes the key of one that the same changes delete'],
  [22, 'new rows that reference each other are taken out again'],
  [29, 'a reference that became NULL does not follow its parent back'],
  [47, 'an undo frees a unique key before the row that had it comes back'],
  [64, 'rows of one table that reference each other are set back'],
  [65, 'SQLite counts a row that keeps its key as a reference to itself'],
  [781, 'PostgreSQL writes a key in other letters into its children'],
  [20_102, 'SQLite refuses a reference of a row to itself in other letters'],
  [100_166, 'new rows that reference each other name different columns'],
  [101_128, 'a row references itself by its own key'],
  [300_067, 'a change writes one part of a reference and an action the other'],
  [300_075, 'a row takes the key of a deleted one in other letters'],
  [5_000_105, 'rows of a circle of tables come back, of which a key is referenced'],
  [8_000_452, 'a reference follows its parent back in other letters'],
  [1_000_136, 'the key by which a statement names a row is changed by the one before'],
  [41_100_082, 'a new row whose reference is partly NULL needs no number of the database'],
  [42_400_000, 'a set deletes a row and gives it another key'],
  [6_000_021, 'a row is pointed elsewhere before it is deleted itself'],
  [5_000_442, 'a row is pointed elsewhere before its old parent is deleted'],
  [100_500_019, 'rows that are deleted together leave a row that loses two references with a common column'],
  [200_300_003, 'InnoDB cannot follow other letters of the key that a row of the same table references'],
  [101_700_004, 'SQLite refuses other letters for the key of a row that references itself'],
  [800_000_014, 'InnoDB does not look at the key by which it sets a reference NULL, and leaves an orphan'],
  [1_000_000_041, 'InnoDB writes only that part of a reference whose key was written'],
  [1_000_400_003, 'InnoDB does not find the key of a new row that references itself before it has it'],
  [1_000_100_052, 'PostgreSQL looks at a reference again that differs in its letters alone'],
  [1_000_500_091, 'a row loses two references with a common column, one of which gets a default'],
  [1_000_900_092, 'several new rows have nothing but defaults'],
  [1_001_100_091, 'a row is given the key of another that is deleted, and is deleted itself'],
  [1_401_000_071, 'a row that is to be deleted follows its parent to another key first'],
  [1_500_300_014, 'a circle of tables of which one takes the named row of another by a cascade'],
  [1_701_000_083, 'a row takes the unique value that another of its table loses with its parent'],
  [500_800_031, 'a key changes in its letters alone, beside a delete'],
  [
    7_000_219,
    'rows of a circle of tables that are deleted together excuse each other; a filter is not asked again',
  ],
];

/** Few rows are spelled out in statements, many are kept in work tables: here all of them are. */
function inWorkTables(engine: TestEngine): TestEngine {
  const { dialect } = engine;
  return { ...engine, dialect: { ...dialect, sql: { ...dialect.sql, spelledKinds: [] } } };
}

/** Many more: `npm run fuzz -- --engine sqlite --cases 100000 --seed 1`. */
const variants = engines.flatMap((engine) => [
  { name: engine.id, engine, cases: 600, seeds: known },
  { name: `${engine.id}, all rows in work tables`, engine: inWorkTables(engine), cases: 150, seeds: [] },
]);
/** Of so many cases one is applied and undone as well. */
const undoneEach = 10;

describe.each(variants)('$name', ({ name, engine, cases, seeds }) => {
  const words = engineWords(engine.id);
  let arena: Arena;
  beforeAll(async () => {
    arena = await openArena(engine, (number) => number % undoneEach === 0);
  });
  afterAll(() => arena.close());

  test(`${cases} random changes come out as predicted, and emulated as with foreign keys`, async () => {
    const run = await runCases(arena, words, 1000, cases);
    console.log(`${name}:\n${summary(run)}`);
    const reports = run.divergences.map(({ fuzz, comparison, what }) =>
      report(fuzz, words, comparison, what),
    );
    expect(reports.slice(0, 3).join('\n\n')).toBe('');
    expect(run.different.order / run.seen.cases).toBeLessThan(0.08);
  }, 900_000);

  test.each(seeds)('seed %i agrees: %s', async (seed) => {
    const fuzz = fuzzCase(seed, words);
    const reports = (await arena.compare(fuzz)).flatMap((one) => {
      const what = divergence(one);
      return what === null ? [] : [report(fuzz, words, one, what)];
    });
    expect(reports.join('\n\n')).toBe('');
  });
});

describe.each(engines)('$id', (engine) => {
  test('a walk of 200 changes and undos in prisma mode leaves no orphan at any step', async () => {
    const seen = await walk(engine, 1, 200);
    console.log(`${engine.id}: ${JSON.stringify(seen)}`);
    expect(seen.applied).toBeGreaterThan(50);
    expect(seen.undone).toBeGreaterThan(2);
  }, 900_000);
});

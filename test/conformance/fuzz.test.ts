import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { divergence } from '../fuzz/comparison.ts';
import { type Arena, openArena } from '../fuzz/differential.ts';
import { engineWords } from '../fuzz/engine-words.ts';
import { fuzzCase } from '../fuzz/fuzz-case.ts';
import { report } from '../fuzz/report.ts';
import { runCases } from '../fuzz/run-cases.ts';
import { engines, type TestEngine } from '../support/engines.ts';

/** Seeds that once came out differently, with what they found. */
const known: readonly (readonly [number, string])[] = [
  [6, 'RESTRICT within a tree of which all rows are deleted'],
  [7, 'SQLite looks for a reference of a row to itself letter by letter'],
  [20, 'cascade and set default on the same column'],
  [22, 'a row is inserted that the same changes delete'],
  [5050, 'a row that is deleted would first get a default that it must not have'],
  [5112, 'cascade and no action on the same column'],
  [20022, 'a row is inserted that references a key which the same changes bring about'],
  [9001, 'the default of an inserted row is a key that is taken'],
  [20033, 'an update takes a key before the delete that frees it'],
  [48, 'cascade and set null on the same column'],
];

/** Few rows are spelled out in statements, many are kept in work tables: here all of them are. */
function inWorkTables(engine: TestEngine): TestEngine {
  const { dialect } = engine;
  return { ...engine, dialect: { ...dialect, sql: { ...dialect.sql, spelledKinds: [] } } };
}

/** Many more: `npm run fuzz -- --engine sqlite --cases 100000 --seed 1`. */
const variants = engines.flatMap((engine) => [
  { name: engine.id, engine, cases: 180 },
  { name: `${engine.id}, all rows in work tables`, engine: inWorkTables(engine), cases: 80 },
]);

describe.each(variants)('$name', ({ name, engine, cases }) => {
  const words = engineWords(engine.id);
  let arena: Arena;
  beforeAll(async () => {
    arena = await openArena(engine);
  });
  afterAll(() => arena.close());

  test(`${cases} random changes come out as predicted, and emulated as with foreign keys`, async () => {
    const { seen, divergences } = await runCases(arena, words, 1000, cases);
    console.log(`${name}: ${JSON.stringify(seen)}`);
    const reports = divergences.map(({ fuzz, comparison, what }) => report(fuzz, words, comparison, what));
    expect(reports.slice(0, 3).join('\n\n')).toBe('');
    expect(seen.refused / seen.cases).toBeLessThan(0.08);
  }, 600_000);

  test.each(known)('seed %i agrees: %s', async (seed) => {
    const fuzz = fuzzCase(seed, words);
    const reports = (await arena.compare(fuzz)).flatMap((one) => {
      const what = divergence(one);
      return what === null ? [] : [report(fuzz, words, one, what)];
    });
    expect(reports.join('\n\n')).toBe('');
  });
});

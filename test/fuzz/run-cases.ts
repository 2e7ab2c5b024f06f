import { type Comparison, divergence, refuses } from './comparison.ts';
import type { Arena } from './differential.ts';
import type { EngineWords } from './engine-words.ts';
import { type FuzzCase, fuzzCase } from './fuzz-case.ts';
import { createStatements } from './fuzz-sql.ts';

export type Divergence = {
  readonly fuzz: FuzzCase;
  readonly comparison: Comparison;
  readonly what: 'emulated' | 'predicted';
};

/** Tries random schemas from a seed on, until there were so many cases. */
export async function runCases(arena: Arena, words: EngineWords, first: number, cases: number) {
  const seen = { cases: 0, orderFree: 0, refused: 0, warned: 0, done: 0, emulated: 0, predicted: 0 };
  const divergences: Divergence[] = [];
  for (let seed = first; seen.cases < cases; seed += 1) {
    const fuzz = fuzzCase(seed, words);
    for (const comparison of await compared(arena, words, fuzz)) {
      seen.cases += 1;
      seen.orderFree += Number(comparison.orderFree);
      seen.refused += Number(refuses(comparison));
      seen.warned += Number(comparison.warned);
      seen.done += Number(comparison.native.ok);
      const what = divergence(comparison);
      if (what === null) continue;
      seen[what] += 1;
      divergences.push({ fuzz, comparison, what });
    }
  }
  return { seen, divergences };
}

async function compared(arena: Arena, words: EngineWords, fuzz: FuzzCase): Promise<readonly Comparison[]> {
  try {
    return await arena.compare(fuzz);
  } catch (error) {
    const schema = createStatements(fuzz, words).join(';\n');
    throw new Error(`Seed ${fuzz.seed}: ${String(error)}\n${schema}`, { cause: error });
  }
}

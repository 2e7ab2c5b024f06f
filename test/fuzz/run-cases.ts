import { type Comparison, type Difference, differs, divergence, type Wrong } from './comparison.ts';
import type { Arena } from './differential.ts';
import type { EngineWords } from './engine-words.ts';
import { type FuzzCase, fuzzCase } from './fuzz-case.ts';
import { createStatements } from './fuzz-sql.ts';

export type Divergence = { readonly fuzz: FuzzCase; readonly comparison: Comparison; readonly what: Wrong };

/** Tries random schemas from a seed on, until there were so many cases. */
export async function runCases(arena: Arena, words: EngineWords, first: number, cases: number) {
  const seen = { cases: 0, schemas: 0, orderFree: 0, warned: 0, done: 0, undone: 0, undoRefused: 0 };
  const different: Record<Difference, number> = {
    order: 0,
    contradiction: 0,
    onTheWay: 0,
    peculiar: 0,
    overlap: 0,
    orphan: 0,
  };
  const wrong: Record<Wrong, number> = { emulated: 0, predicted: 0, undone: 0 };
  const refusals = new Map<string, number>();
  const divergences: Divergence[] = [];
  for (let seed = first; seen.cases < cases; seed += 1) {
    const fuzz = fuzzCase(seed, words);
    seen.schemas += 1;
    for (const comparison of await compared(arena, words, fuzz)) {
      seen.cases += 1;
      seen.orderFree += Number(comparison.orderFree);
      seen.warned += Number(comparison.warned);
      seen.done += Number(comparison.native.ok);
      for (const { what, why } of comparison.undone) {
        seen.undone += Number(what === 'back');
        seen.undoRefused += Number(what === 'refused');
        if (what === 'refused') refusals.set(why, (refusals.get(why) ?? 0) + 1);
      }
      const difference = differs(comparison);
      if (difference !== null) different[difference] += 1;
      const what = divergence(comparison);
      if (what === null) continue;
      wrong[what] += 1;
      divergences.push({ fuzz, comparison, what });
    }
  }
  return { seen, different, wrong, refusals, divergences };
}

export type Run = Awaited<ReturnType<typeof runCases>>;

async function compared(arena: Arena, words: EngineWords, fuzz: FuzzCase): Promise<readonly Comparison[]> {
  try {
    return await arena.compare(fuzz);
  } catch (error) {
    const schema = createStatements(fuzz, words).join(';\n');
    throw new Error(`Seed ${fuzz.seed}: ${String(error)}\n${schema}`, { cause: error });
  }
}

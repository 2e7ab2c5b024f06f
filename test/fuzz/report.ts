import type { Comparison } from './comparison.ts';
import type { EngineWords } from './engine-words.ts';
import type { FuzzCase } from './fuzz-case.ts';
import { changeStatement, createStatements, insertStatements } from './fuzz-sql.ts';

/** A divergence as statements to try by hand, and what each made of it. */
export function report(fuzz: FuzzCase, words: EngineWords, one: Comparison, what: string): string {
  const statements = [
    ...createStatements(fuzz, words),
    ...insertStatements(fuzz),
    ...one.changes.map(changeStatement),
  ];
  const outcomes = [
    ['native', one.native],
    ['emulated', one.emulated],
    ['predicted', one.predicted],
  ] as const;
  return [
    `Seed ${fuzz.seed}: ${what} differs${one.orderFree ? ', although order does not matter' : ''}`,
    ...statements.map((text) => `  ${text};`),
    ...outcomes.map(
      ([name, outcome]) => `  ${name}: ${outcome.ok ? JSON.stringify(outcome.rows) : outcome.why}`,
    ),
  ].join('\n');
}

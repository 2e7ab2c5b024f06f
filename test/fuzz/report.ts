import type { Comparison } from './comparison.ts';
import type { EngineWords } from './engine-words.ts';
import type { FuzzCase } from './fuzz-case.ts';
import { changeStatements, createStatements, insertStatements } from './fuzz-sql.ts';
import type { Run } from './run-cases.ts';

/** A divergence as statements to try by hand, and what each made of it. */
export function report(fuzz: FuzzCase, words: EngineWords, one: Comparison, what: string): string {
  const statements = [
    ...createStatements(fuzz, words),
    ...insertStatements(fuzz),
    ...one.changes.flatMap(changeStatements),
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
    ...one.undone.map(({ what, why }) => `  applied and undone: ${what} ${why}`),
  ].join('\n');
}

/** The figures of a run. */
export function summary({ seen, different, wrong, refusals }: Run): string {
  const percent = (part: number) => `${((100 * part) / Math.max(1, seen.cases)).toFixed(2)} %`;
  return [
    `  ${seen.cases} cases on ${seen.schemas} schemas, done by the database ${percent(seen.done)}, order-free ${percent(seen.orderFree)}`,
    `  divergences: emulation ${wrong.emulated}, prediction ${wrong.predicted}, undo ${wrong.undone}`,
    `  predicted under reserve ${percent(seen.warned)}`,
    `  refused by the emulation because order matters ${percent(different.order)}, contradictions within a set ${percent(different.contradiction)}`,
    `  refused by the database on the way ${percent(different.onTheWay)}, or by a peculiarity ${percent(different.peculiar)}`,
    `  two references that share a column lost, where the database loses one ${percent(different.overlap)}`,
    `  references that the database itself leaves without a parent ${percent(different.orphan)}`,
    `  undone ${seen.undone}, undo refused ${seen.undoRefused}`,
    ...[...refusals].slice(0, 5).map(([why, count]) => `    ${count}: ${why}`),
  ].join('\n');
}

import type { Scenario } from './scenarios.ts';

/** Milliseconds and statements of one run. null: the contender has no such thing. */
export type Run = { readonly milliseconds: number; readonly statements: number };
export type Measured = { readonly preview: Run | null; readonly apply: Run | null };

export interface Contender {
  /** Puts the rows of the scenario there. */
  prepare(scenario: Scenario): Promise<void>;
  measure(scenario: Scenario): Promise<Measured>;
  close(): Promise<void>;
}

export const contenderIds = [
  'native',
  'emulated',
  'emulated with undo',
  'on foreign keys',
  'prisma',
] as const;
export type ContenderId = (typeof contenderIds)[number];

export async function timed(count: () => number, work: () => Promise<unknown>): Promise<Run> {
  const before = count();
  const started = performance.now();
  await work();
  return { milliseconds: performance.now() - started, statements: count() - before };
}

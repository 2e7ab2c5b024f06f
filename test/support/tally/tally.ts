import { appendFileSync } from 'node:fs';
import process from 'node:process';

/** `failed`: what failed, by names that say where to look. */
export type Tally = { readonly passed: number; readonly failed: readonly string[] };

/** Hands what came of one runner to `npm test`, which sums it up; run alone, a runner says enough itself. */
export function reportTally(tally: Tally): void {
  const file = process.env.REFEREE_TALLY;
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(tally)}\n`);
}

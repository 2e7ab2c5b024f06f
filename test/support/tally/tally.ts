import { appendFileSync } from 'node:fs';
import process from 'node:process';

export type Tally = { readonly passed: number; readonly failed: number };

/** Hands the counts of one runner to `npm test`, which sums them; run alone, a runner says enough itself. */
export function reportTally(tally: Tally): void {
  const file = process.env.REFEREE_TALLY;
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(tally)}\n`);
}

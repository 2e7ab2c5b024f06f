import { hash } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { Cancellation } from './cancellation.ts';

export const tickFunction = 'referee_tick';
export const setHashFunction = 'referee_set_hash';

type SetHash = { rows: number; readonly sums: Uint32Array };

/** SQL functions of every session. `directOnly`: no view or trigger of a file may call them. */
export function registerFunctions(db: Database.Database, cancellation: Cancellation): void {
  // Not deterministic, else SQLite would call it once per statement. Arguments only tie it to a table of a join.
  db.function(tickFunction, { varargs: true, directOnly: true }, () => {
    cancellation.check();
    return 1;
  });

  db.aggregate<SetHash>(setHashFunction, {
    varargs: true,
    safeIntegers: true,
    directOnly: true,
    start: () => ({ rows: 0, sums: new Uint32Array(8) }),
    step: (total, ...values: readonly unknown[]) => {
      cancellation.check();
      const digest = hash('sha256', values.map(spelled).join(''), 'buffer');
      for (let lane = 0; lane < total.sums.length; lane += 1) {
        // Sums do not depend on the order of the rows, and unlike XOR two equal rows do not cancel out.
        total.sums[lane] = (total.sums[lane] ?? 0) + digest.readUInt32LE(lane * 4);
      }
      total.rows += 1;
      return total;
    },
    result: (total) =>
      `${total.rows}:${Array.from(total.sums, (sum) => sum.toString(16).padStart(8, '0')).join('')}`,
  });
}

/** Every spelling says where it ends, so that no two different rows are spelled alike. */
function spelled(value: unknown): string {
  if (value === null) return 'n;';
  if (typeof value === 'bigint') return `i${value};`;
  if (typeof value === 'number') return `r${value};`;
  if (typeof value === 'string') return `t${value.length}:${value};`;
  if (value instanceof Uint8Array) return `b${Buffer.from(value).toString('hex')};`;
  throw new TypeError('SQLite has no other values.');
}

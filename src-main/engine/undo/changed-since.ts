import type { TableRef } from '../../model/catalog.ts';
import { tableText } from '../../model/identity.ts';
import type { Blocker } from '../../model/plan.ts';
import { type Row, sameValue, valueText } from '../../model/value.ts';

/** How many rows a blocker shows. */
const sampleSize = 20;

type Since = NonNullable<Blocker['since']>[number];

/** Compares rows as a change left them with the same rows as they are; collects those that differ or are gone. */
export function createChangedSince() {
  const found = new Map<string, { table: TableRef; count: number; since: Since[]; first: string }>();

  function note(table: TableRef, row: Since, how: string): void {
    const key = JSON.stringify(table);
    const known = found.get(key);
    if (known === undefined) {
      found.set(key, { table, count: 1, since: [row], first: how });
      return;
    }
    known.count += 1;
    if (known.since.length < sampleSize) known.since.push(row);
  }

  return {
    compare(table: TableRef, identity: readonly string[], left: readonly Row[], now: readonly Row[]): void {
      const byKey = new Map(now.map((row) => [keyText(identity, row), row]));
      for (const row of left) {
        const current = byKey.get(keyText(identity, row));
        const name = identity.map((column) => `${column} = ${valueText(row[column] ?? null)}`).join(', ');
        if (current === undefined) {
          note(table, { left: row, now: null }, `the row with ${name} is gone`);
          continue;
        }
        const column = Object.keys(row).find((one) => !sameValue(row[one] ?? null, current[one] ?? null));
        if (column === undefined) continue;
        const values = `${valueText(current[column] ?? null)} instead of ${valueText(row[column] ?? null)}`;
        note(table, { left: row, now: current }, `in the row with ${name}, ${column} is ${values}`);
      }
    },
    blockers: (): readonly Blocker[] =>
      [...found.values()].map(({ table, count, since, first }) => ({
        rule: 'changedSince',
        relation: null,
        table,
        count,
        exact: true,
        sample: since.map(({ left, now }) => now ?? left),
        since,
        ways: [],
        message: `${count === 1 ? '1 row' : `${count} rows`} of ${tableText(table)} changed since, so that the undo would overwrite what somebody else did: ${first}.`,
      })),
  };
}

export type ChangedSince = ReturnType<typeof createChangedSince>;

function keyText(identity: readonly string[], row: Row): string {
  return JSON.stringify(identity.map((column) => row[column] ?? null));
}

import { describe, expect, test } from 'vitest';
import { ways } from '../downtime/engine-words.ts';
import { measureDowntime } from '../downtime/measure.ts';
import { engine } from '../support/engines.ts';

/** With a million rows: `npm run downtime`. */
const cases = Object.entries(ways).flatMap(([id, own]) =>
  Object.entries(own).map(([name, decisions]) => ({ id, name, decisions })),
);

describe('while a foreign key is added', () => {
  test.each(cases)('others go on reading and writing on $id ($name)', async ({ id, decisions }) => {
    const { writes, reads, failed } = await measureDowntime(engine(id), 50_000, decisions);
    expect(failed).toEqual([]);
    expect([writes.count > 0, reads.count > 0]).toEqual([true, true]);
    expect(writes.longestMs).toBeLessThan(1_000);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { relationModes } from '../../src-main/model/relation.ts';
import { type FaultArena, openFaultArena } from '../faults/arena.ts';
import { runKilled } from '../faults/run-killed.ts';
import { tellingSteps } from '../faults/telling-steps.ts';
import { engines } from '../support/engines.ts';

/** At every step of a larger change: `npm run faults -- --engine postgresql`. */
const cases = engines.flatMap((engine) =>
  relationModes.map((mode) => ({ engine, mode, name: `${engine.id}, ${mode}` })),
);

describe.each(cases)('$name', ({ engine, mode }) => {
  let arena: FaultArena;
  beforeAll(async () => {
    arena = await openFaultArena(engine, mode);
  });
  afterAll(() => arena.close());

  test('a process killed while it applies leaves all or nothing, and a journal that says which', async () => {
    const { steps } = await runKilled(arena, 0);
    expect(await arena.settle()).toBe('all');
    const ends = new Set<string>();
    for (const at of tellingSteps(steps ?? [])) {
      expect(await runKilled(arena, at)).toEqual({ steps: null });
      ends.add(await arena.settle());
    }
    expect(ends).toEqual(new Set(['nothing', 'all']));
  }, 300_000);
});

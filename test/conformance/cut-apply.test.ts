import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { relationModes } from '../../src-main/model/relation.ts';
import { type FaultArena, openFaultArena } from '../faults/arena.ts';
import { type Cuttable, openCuttable } from '../faults/run-cut.ts';
import { tellingSteps } from '../faults/telling-steps.ts';
import { engines } from '../support/engines.ts';

/** SQLite has no connection that could be cut. At every statement: `npm run faults -- --engine postgresql`. */
const cases = engines
  .filter(({ dialect }) => dialect.info.fields.some(({ name }) => name === 'port'))
  .flatMap((engine) => relationModes.map((mode) => ({ engine, mode, name: `${engine.id}, ${mode}` })));

describe.each(cases)('$name', ({ engine, mode }) => {
  let arena: FaultArena;
  let cuttable: Cuttable;
  beforeAll(async () => {
    arena = await openFaultArena(engine, mode);
    cuttable = await openCuttable(arena);
  });
  afterAll(async () => {
    await cuttable.close();
    await arena.close();
  });

  test('a connection cut while it applies leaves all or nothing, and a journal that says which', async () => {
    const { steps } = await cuttable.run(0, 'request');
    expect(await arena.settle(1)).toBe('all');
    for (const at of tellingSteps(steps)) {
      const name = steps[at - 1] ?? '';
      // What comes after COMMIT only looks for orphans, and changes nothing.
      if (name.startsWith('after') || at > steps.indexOf('COMMIT') + 1) continue;
      expect((await cuttable.run(at, 'request')).end).toContain('connection.lost');
      expect(await arena.settle()).toBe('nothing');
      const { end } = await cuttable.run(at, 'answer');
      expect(end).toContain(name === 'COMMIT' ? 'not known whether' : 'connection.lost');
      expect(await arena.settle()).toBe(name === 'COMMIT' ? 'all' : 'nothing');
    }
    expect((await cuttable.run(0, 'request')).end).toBe('applied');
    expect(await arena.settle(1)).toBe('all');
  }, 300_000);

  test('a connection cut while several statements are under way leaves nothing, or all once COMMIT was sent', async () => {
    const { steps } = await cuttable.run(0, 'request', true);
    expect(await arena.settle(1)).toBe('all');
    const together = steps.flatMap((name, at) => (name.includes('; ') ? [at + 1] : []));
    // Where the program keeps the relations it asks with COMMIT whether others wrote meanwhile.
    expect(together).toHaveLength(mode === 'prisma' ? 3 : 2);
    for (const at of together) {
      for (const cut of ['request', 'answer'] as const) {
        expect((await cuttable.run(at, cut, true)).end).toContain('connection.lost');
        const committed = cut === 'answer' && steps[at - 1]?.startsWith('COMMIT');
        expect(await arena.settle()).toBe(committed ? 'all' : 'nothing');
      }
    }
  });
});

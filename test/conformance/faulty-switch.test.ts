import { beforeAll, describe, expect, test } from 'vitest';
import { relationModes } from '../../src-main/model/relation.ts';
import { runCutSwitch } from '../faults/run-cut.ts';
import { runKilledSwitch } from '../faults/run-killed.ts';
import { type Finish, openSwitchArena, type SwitchArena, switchedPicture } from '../faults/switch-arena.ts';
import { tellingSwitchSteps } from '../faults/telling-steps.ts';
import { engines } from '../support/engines.ts';

/** At every step, and to both ends from each: `npm run faults -- --engine postgresql --switch`. */
const cases = engines.flatMap((engine) =>
  relationModes.map((to) => ({ engine, to, name: `a switch to ${to} on ${engine.id}` })),
);
const ends: readonly Finish[] = ['resume', 'goBack'];

describe.each(cases)('$name', ({ engine, to }) => {
  let after: unknown;
  beforeAll(async () => {
    after = await switchedPicture(engine, to);
  });

  async function inArena<T>(work: (arena: SwitchArena) => Promise<T>): Promise<T> {
    const arena = await openSwitchArena(engine, to);
    try {
      return await work(arena);
    } finally {
      await arena.close();
    }
  }

  test('whose process is killed is found by the next, which resumes it or goes back', async () => {
    const { steps } = await inArena((arena) => runKilledSwitch(arena, 0));
    const found: string[] = [];
    for (const [place, at] of tellingSwitchSteps(steps ?? []).entries()) {
      const how = ends[place % ends.length] ?? 'resume';
      await inArena(async (arena) => {
        expect(await runKilledSwitch(arena, at)).toEqual({ steps: null });
        found.push(await arena.finish(how, after));
      });
    }
    expect(new Set(found)).toEqual(new Set(['interrupted', 'clean']));
  }, 600_000);

  test.runIf(engine.dialect.info.fields.some(({ name }) => name === 'port'))(
    'whose connection is cut comes to an end, or is resumed or taken back',
    async () => {
      const clean = await inArena((arena) => runCutSwitch(arena, 0, 'request'));
      expect(clean.end).toBe('applied');
      const statements = clean.steps.flatMap((name, at) => (name.startsWith('after') ? [] : [at + 1]));
      const telling = new Set(tellingSwitchSteps(clean.steps));
      for (const [place, at] of statements.filter((step) => telling.has(step)).entries()) {
        const how = ends[place % ends.length] ?? 'resume';
        await inArena(async (arena) => {
          await runCutSwitch(arena, at, place % 4 < 2 ? 'request' : 'answer');
          await arena.finish(how, after);
        });
      }
    },
    600_000,
  );
});

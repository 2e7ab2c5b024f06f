import type { RelationMode } from '../../src-main/model/relation.ts';
import type { TestEngine } from '../support/engines.ts';
import { type Cut, runCutSwitch } from './run-cut.ts';
import { runKilledSwitch } from './run-killed.ts';
import { type Finish, openSwitchArena, type SwitchArena, switchedPicture } from './switch-arena.ts';

const ends: readonly Finish[] = ['resume', 'goBack'];

/** At every step the process is killed and the connection is cut, and from each both ends are reached. A line of figures. */
export async function runSwitchFaults(
  engine: TestEngine,
  to: RelationMode,
  cuts: readonly Cut[],
): Promise<string> {
  const after = await switchedPicture(engine, to);
  const found = { clean: 0, interrupted: 0 };
  const inArena = async <T>(work: (arena: SwitchArena) => Promise<T>): Promise<T> => {
    const arena = await openSwitchArena(engine, to);
    try {
      return await work(arena);
    } finally {
      await arena.close();
    }
  };
  const { steps } = await inArena((arena) => runKilledSwitch(arena, 0));
  const names = steps ?? [];
  for (const at of names.keys()) {
    for (const how of ends) {
      await inArena(async (arena) => {
        await runKilledSwitch(arena, at + 1);
        found[await arena.finish(how, after)] += 1;
      });
    }
  }
  const how = [`killed at each of ${names.length} steps`];
  for (const cut of cuts) {
    const clean = await inArena((arena) => runCutSwitch(arena, 0, cut));
    const statements = [...clean.steps.keys()].filter((at) => !(clean.steps[at] ?? '').startsWith('after'));
    for (const at of statements) {
      for (const end of ends) {
        await inArena(async (arena) => {
          await runCutSwitch(arena, at + 1, cut);
          found[await arena.finish(end, after)] += 1;
        });
      }
    }
    how.push(`${cut} lost at each of ${statements.length} statements`);
  }
  return `${engine.id}, to ${to}: ${how.join(', ')}; ${found.interrupted} interrupted switches resumed and taken back, ${found.clean} clean`;
}

import type { RelationMode } from '../../src-main/model/relation.ts';
import type { TestEngine } from '../support/engines.ts';
import { type Cut, runCutSwitch } from './run-cut.ts';
import { runKilledSwitch } from './run-killed.ts';
import { type Finish, openSwitchArena, type SwitchArena, switchedPicture } from './switch-arena.ts';

const ends: readonly Finish[] = ['resume', 'goBack'];

/** `part` of `parts`: from 1 on, so many steps share the work. */
export type Slice = { readonly part: number; readonly parts: number };

/** Those of a slice, spread over all of them. */
export function slice<T>(all: readonly T[], { part, parts }: Slice): readonly T[] {
  return all.filter((_, place) => place % parts === part - 1);
}

/** At every step the process is killed and the connection is cut, and from each both ends are reached. A line of figures. */
export async function runSwitchFaults(
  engine: TestEngine,
  to: RelationMode,
  faults: readonly ('kill' | Cut)[],
  mine: Slice,
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
  const how: string[] = [];
  for (const fault of faults) {
    const run = (arena: SwitchArena, at: number) =>
      fault === 'kill' ? runKilledSwitch(arena, at) : runCutSwitch(arena, at, fault);
    const { steps } = await inArena((arena) => run(arena, 0));
    const names = steps ?? [];
    const all = [...names.keys()].filter((at) => fault === 'kill' || !names[at]?.startsWith('after'));
    const these = slice(all, mine);
    for (const at of these) {
      for (const end of ends) {
        await inArena(async (arena) => {
          await run(arena, at + 1);
          found[await arena.finish(end, after)] += 1;
        }).catch((error: unknown) => {
          throw new Error(`${fault} at step ${at + 1} of ${names.length} (${names[at]}), then ${end}:`, {
            cause: error,
          });
        });
      }
    }
    how.push(`${fault} at ${these.length} of ${all.length} steps`);
  }
  return `${engine.id}, to ${to}: ${how.join(', ')}; ${found.interrupted} interrupted switches resumed and taken back, ${found.clean} clean`;
}

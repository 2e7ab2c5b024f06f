import { parseArgs } from 'node:util';
import { relationModes } from '../../src-main/model/relation.ts';
import { engine as engineOf } from '../support/engines.ts';
import { findServer } from '../support/find-servers.ts';
import { type FaultArena, openFaultArena } from './arena.ts';
import { type Cut, openCuttable } from './run-cut.ts';
import { runKilled } from './run-killed.ts';
import { runSwitchFaults, slice } from './switch-faults.ts';

/**
 * `npm run faults -- --engine postgresql`: at every step of an apply, in both relation modes, its process is killed, its
 * connection is cut (`request`), or the answer to a statement is lost. A slice of that: `--mode prisma --fault kill --part 2/3`.
 * `--switch`: of a switch of the relation mode instead.
 */
const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'sqlite' },
    switch: { type: 'boolean', default: false },
    mode: { type: 'string' },
    fault: { type: 'string' },
    part: { type: 'string', default: '1/1' },
  },
});
const [part = 1, parts = 1] = values.part.split('/').map(Number);
const server = await findServer(values.engine);
const stop = await server.prepare();
try {
  const engine = engineOf(values.engine);
  const isServer = engine.dialect.info.fields.some(({ name }) => name === 'port');
  const possible: readonly ('kill' | Cut)[] = isServer ? ['kill', 'request', 'answer'] : ['kill'];
  const faults = possible.filter((one) => values.fault === undefined || values.fault === one);
  const asked = relationModes.filter((one) => values.mode === undefined || values.mode === one);
  if (values.switch)
    for (const to of asked) console.log(await runSwitchFaults(engine, to, faults, { part, parts }));
  for (const mode of values.switch ? [] : asked) {
    const arena = await openFaultArena(engine, mode, true);
    for (const fault of faults) {
      const start = performance.now();
      const { done, of, ends } = await (fault === 'kill' ? kill(arena) : cut(arena, fault));
      const seconds = Math.round((performance.now() - start) / 1000);
      console.log(`${values.engine}, ${mode}, ${fault} at ${done} of ${of} steps, ${seconds} s`);
      console.log(
        `  all was there ${ends.all} times, nothing ${ends.nothing} times, and the journal said so`,
      );
    }
    await arena.close();
  }
} finally {
  await stop();
}

async function kill(arena: FaultArena) {
  const { steps } = await runKilled(arena, 0);
  await arena.settle();
  return atEach([...(steps ?? []).keys()], async (at) => {
    await runKilled(arena, at + 1);
    return arena.settle();
  });
}

async function cut(arena: FaultArena, how: Cut) {
  const cuttable = await openCuttable(arena);
  const clean = await cuttable.run(0, how);
  await arena.settle(1);
  const statements = [...clean.steps.keys()].filter((at) => clean.steps[at] !== 'after COMMIT');
  const done = await atEach(statements, async (at) => {
    await cuttable.run(at + 1, how);
    return arena.settle();
  });
  await cuttable.close();
  return done;
}

/** At each step of this run's part. */
async function atEach(steps: readonly number[], attempt: (at: number) => Promise<'all' | 'nothing'>) {
  const ends = { all: 0, nothing: 0 };
  const mine = slice(steps, { part, parts });
  for (const at of mine) {
    const end = await attempt(at).catch((error: unknown) => {
      throw new Error(`At step ${at + 1} of ${steps.length}:`, { cause: error });
    });
    ends[end] += 1;
  }
  return { done: mine.length, of: steps.length, ends };
}

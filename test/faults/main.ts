import { parseArgs } from 'node:util';
import { relationModes } from '../../src-main/model/relation.ts';
import { engine as engineOf } from '../support/engines.ts';
import { findServer } from '../support/find-servers.ts';
import { openFaultArena } from './arena.ts';
import { type Cut, openCuttable } from './run-cut.ts';
import { runKilled } from './run-killed.ts';

/**
 * `npm run faults -- --engine postgresql`: at every step of an apply, in both relation modes, its process is killed, its
 * connection is cut, or the answer to a statement is lost.
 */
const { values } = parseArgs({ options: { engine: { type: 'string', default: 'sqlite' } } });
const server = await findServer(values.engine);
const stop = await server.prepare();
try {
  const engine = engineOf(values.engine);
  const cuts: readonly Cut[] = engine.dialect.info.fields.some(({ name }) => name === 'port')
    ? ['request', 'answer']
    : [];
  for (const mode of relationModes) {
    const arena = await openFaultArena(engine, mode, true);
    const { steps } = await runKilled(arena, 0);
    await arena.settle();
    const ends = { all: 0, nothing: 0 };
    for (const at of (steps ?? []).keys()) {
      await runKilled(arena, at + 1);
      ends[await arena.settle()] += 1;
    }
    const how = [`killed at each of ${steps?.length} steps`];
    for (const cut of cuts) {
      const cuttable = await openCuttable(arena);
      const clean = await cuttable.run(0, cut);
      await arena.settle(1);
      const statements = [...clean.steps.keys()].filter((at) => clean.steps[at] !== 'after COMMIT');
      for (const at of statements) {
        await cuttable.run(at + 1, cut);
        ends[await arena.settle()] += 1;
      }
      how.push(`${cut} lost at each of ${statements.length} statements`);
      await cuttable.close();
    }
    console.log(`${values.engine}, ${mode}: ${how.join(', ')}`);
    console.log(`  all was there ${ends.all} times, nothing ${ends.nothing} times, and the journal said so`);
    await arena.close();
  }
} finally {
  await stop();
}

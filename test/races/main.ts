import { parseArgs } from 'node:util';
import { engine as engineOf } from '../support/engines.ts';
import { findServer } from '../support/find-servers.ts';
import { openRace } from './rounds.ts';

/** `npm run races -- --engine postgresql --rounds 1000 --seed 1`: several sessions change one database at once. */
const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'postgresql' },
    rounds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    sessions: { type: 'string', default: '4' },
  },
});
const server = await findServer(values.engine);
const stop = await server.prepare();
const race = await openRace(engineOf(values.engine), Number(values.sessions));
try {
  const started = performance.now();
  const { ends, wrong } = await race.run(Number(values.seed), Number(values.rounds));
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`${values.engine}: ${values.rounds} rounds of ${values.sessions} sessions in ${seconds} s`);
  for (const [how, count] of Object.entries(ends)) console.log(`  ${how}: ${count}`);
  console.log(`  wrong: ${wrong.length}`);
  for (const what of wrong.slice(0, 20)) console.log(`    ${what}`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  await race.close();
  await stop();
}

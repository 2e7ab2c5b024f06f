import { parseArgs } from 'node:util';
import { engine as engineOf } from '../support/engines.ts';
import { findServer } from '../support/find-servers.ts';
import { openArena } from './differential.ts';
import { engineWords } from './engine-words.ts';
import { minimised } from './minimise.ts';
import { report } from './report.ts';
import { runCases } from './run-cases.ts';

/** `npm run fuzz -- --engine sqlite --cases 10000 --seed 1`: the same seed gives the same run. */
const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'sqlite' },
    cases: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '3' },
  },
});
const server = await findServer(values.engine);
const stop = await server.prepare();
const engine = engineOf(values.engine);
const words = engineWords(engine.id);
const arena = await openArena(engine);
try {
  const started = performance.now();
  const { seen, divergences } = await runCases(arena, words, Number(values.seed), Number(values.cases));
  const minutes = (performance.now() - started) / 60_000;
  const percent = (part: number) => `${((100 * part) / Math.max(1, seen.cases)).toFixed(2)} %`;
  console.log(`${engine.id}: ${seen.cases} cases, ${Math.round(seen.cases / minutes)} a minute`);
  console.log(`  order-free ${percent(seen.orderFree)}, refused by the emulation ${percent(seen.refused)}`);
  console.log(
    `  predicted under reserve ${percent(seen.warned)}, done by the database ${percent(seen.done)}`,
  );
  console.log(`  divergences: emulation ${seen.emulated}, prediction ${seen.predicted}`);
  for (const one of divergences.slice(0, Number(values.show))) {
    const least = await minimised(arena, one);
    console.log(`\n${report(least.fuzz, words, least.comparison, least.what)}`);
  }
  process.exitCode = divergences.length === 0 ? 0 : 1;
} finally {
  await arena.close();
  await stop();
}

import { parseArgs } from 'node:util';
import { engine as engineOf } from '../support/engines.ts';
import { findServer } from '../support/find-servers.ts';
import { openArena } from './differential.ts';
import { sharesOf } from './dimensions.ts';
import { engineWords } from './engine-words.ts';
import { minimised } from './minimise.ts';
import { report, summary } from './report.ts';
import { runCases } from './run-cases.ts';
import { tryTexts } from './texts/text-rounds.ts';
import { walk } from './walk.ts';

/** `npm run fuzz -- --engine sqlite --cases 10000 --seed 1`: the same seed gives the same run. */
const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'sqlite' },
    cases: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '3' },
    /** Of every so many cases one is applied and undone as well. */
    undo: { type: 'string', default: '1' },
    /** Instead of cases: so many changes one after the other, in prisma mode. */
    walk: { type: 'string' },
    /** Instead of cases: so many texts of tables, whose foreign keys go and come back (SQLite). */
    texts: { type: 'string' },
    /** Also prints what the cases hold. */
    shares: { type: 'boolean', default: false },
  },
});
const server = await findServer(values.engine);
const stop = await server.prepare();
const engine = engineOf(values.engine);
try {
  if (values.texts !== undefined) process.exitCode = await goAround(Number(values.texts));
  else process.exitCode = values.walk === undefined ? await tryCases() : await takeWalk(Number(values.walk));
} finally {
  await stop();
}

async function goAround(count: number): Promise<number> {
  const { divergences, ...counts } = await tryTexts(Number(values.seed), count);
  console.log(`${JSON.stringify(counts)}, ${divergences.length} divergences`);
  for (const { seed, what, text } of divergences.slice(0, Number(values.show))) {
    console.log(`\nseed ${seed}, ${what}\n${JSON.stringify(text)}`);
  }
  return divergences.length === 0 ? 0 : 1;
}

async function takeWalk(steps: number): Promise<number> {
  console.log(`${engine.id}: ${JSON.stringify(await walk(engine, Number(values.seed), steps))}`);
  return 0;
}

async function tryCases(): Promise<number> {
  const words = engineWords(engine.id);
  const arena = await openArena(engine, (number) => number % Number(values.undo) === 0);
  try {
    const started = performance.now();
    const run = await runCases(arena, words, Number(values.seed), Number(values.cases));
    const minutes = (performance.now() - started) / 60_000;
    console.log(`${engine.id}, seed ${values.seed}: ${Math.round(run.seen.cases / minutes)} cases a minute`);
    console.log(summary(run));
    if (values.shares) console.log(sharesOf(words, Number(values.seed), run.seen.schemas));
    for (const one of run.divergences.slice(0, Number(values.show))) {
      const least = await minimised(arena, one);
      console.log(`\n${report(least.fuzz, words, least.comparison, least.what)}`);
    }
    return run.divergences.length === 0 ? 0 : 1;
  } finally {
    await arena.close();
  }
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findServer } from '../support/find-servers.ts';
import { benchAudit } from './audit.ts';
import { contenderIds } from './contender.ts';
import { prismaMissing } from './contenders/prisma.ts';
import { engineWords } from './engine-words.ts';
import { benchGraph } from './graph/bench-graph.ts';
import { benchGrid } from './grid.ts';
import { type Result, type Round, resultsOf, tableOf } from './report.ts';
import { type Scenario, scenarios } from './scenarios.ts';
import { type Started, startContender } from './start-contender.ts';

/** Measures contenders against the database's own foreign keys. docs/benchmarks.md says how to read the results. */
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: 'string', multiple: true, default: Object.keys(engineWords) },
    scenario: { type: 'string', default: '' },
    rounds: { type: 'string', default: '7' },
  },
});
const rounds = Number(options.rounds);
if (positionals[0] === 'audit') {
  await benchAudit(options.engine, rounds);
  process.exit();
}
if (positionals[0] === 'graph') {
  await benchGraph();
  process.exit();
}
if (positionals[0] === 'grid') {
  await benchGrid(rounds);
  process.exit();
}
const wanted = scenarios.filter(({ id }) => id.includes(options.scenario));
const missing = prismaMissing();
if (missing !== null) console.log(missing);
const ids = contenderIds.filter((id) => id !== 'prisma' || missing === null);

const results: Result[] = [];
for (const engine of options.engine) results.push(...(await benchEngine(engine)));
console.log(tableOf(results));
const folder = new URL('../../test-results/', import.meta.url);
await mkdir(folder, { recursive: true });
await writeFile(new URL('bench.json', folder), JSON.stringify({ rounds, results }, null, 2));

async function benchEngine(engine: string): Promise<Result[]> {
  const server = await findServer(engine);
  const stop = await server.prepare();
  const journal = await mkdtemp(join(tmpdir(), 'bench-'));
  const closers: (() => Promise<unknown>)[] = [stop, () => rm(journal, { recursive: true })];
  try {
    const contenders: Started[] = [];
    for (const id of ids) {
      const database = await server.fresh();
      closers.push(() => database.close());
      const contender = await startContender(engine, database.url, id, journal);
      closers.push(() => contender.close());
      contenders.push(contender);
    }
    const measured: Result[] = [];
    for (const scenario of wanted) measured.push(...(await benchScenario(engine, scenario, contenders)));
    return measured;
  } finally {
    for (const close of closers.toReversed())
      await close().catch((error: unknown) => console.error(String(error)));
  }
}

/** The contenders take turns, each round another one first; a first round warms up and does not count. */
async function benchScenario(
  engine: string,
  { id }: Scenario,
  contenders: readonly Started[],
): Promise<readonly Result[]> {
  const taken = new Map(contenders.map((contender): [string, Round[]] => [contender.id, []]));
  for (let round = 0; round <= rounds; round += 1) {
    const first = round % contenders.length;
    for (const contender of [...contenders.slice(first), ...contenders.slice(0, first)]) {
      await contender.prepare(id);
      const one = await contender.measure(id);
      if (round > 0) taken.get(contender.id)?.push(one);
    }
  }
  const own = resultsOf(engine, id, taken);
  console.error(tableOf(own));
  return own;
}

import { type Contender, type ContenderId, contenderIds, type Measured } from './contender.ts';
import { openNative } from './contenders/native.ts';
import { openPrisma } from './contenders/prisma.ts';
import { openReferee } from './contenders/referee.ts';
import { peakGrowth } from './peak-memory.ts';
import { scenarios } from './scenarios.ts';

/** What the benchmark asks a contender's process for. */
export type Order =
  | { readonly scenario: string; readonly what: 'prepare' | 'measure' }
  | { readonly what: 'close' };
export type Answer =
  | { readonly measured: Measured; readonly memory: number }
  | { readonly error: string }
  | 'done';

/** One contender in a process of its own, so that its memory is its own. */
const [engine = '', url = '', id = '', folder = ''] = process.argv.slice(2);
const openers: Readonly<Record<ContenderId, () => Promise<Contender>>> = {
  native: () => openNative(engine, url),
  emulated: () => openReferee(engine, url, 'prisma', null),
  'emulated with undo': () => openReferee(engine, url, 'prisma', folder),
  'on foreign keys': () => openReferee(engine, url, 'foreignKeys', null),
  prisma: () => openPrisma(engine, url),
};

const known = contenderIds.find((candidate) => candidate === id);
if (known === undefined) throw new Error(`There is no contender ${id}.`);
const contender = await openers[known]();

process.on('message', async (order: Order) => {
  const answer = await carryOut(order).catch((error: unknown): Answer => ({ error: String(error) }));
  process.send?.(answer, () => {
    if (order.what === 'close') process.exit();
  });
});
process.send?.('done' satisfies Answer);

async function carryOut(order: Order): Promise<Answer> {
  if (order.what === 'close') {
    await contender.close();
    return 'done';
  }
  const scenario = scenarios.find((candidate) => candidate.id === order.scenario);
  if (scenario === undefined) throw new Error(`There is no scenario ${order.scenario}.`);
  if (order.what === 'prepare') {
    await contender.prepare(scenario);
    return 'done';
  }
  let measured: Measured = { preview: null, apply: null };
  const memory = await peakGrowth(async () => {
    measured = await contender.measure(scenario);
  });
  return { measured, memory };
}

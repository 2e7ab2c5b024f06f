import ELK, { type ELK as Layouter } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import { type Arrangement, inRows, pack } from './arrangement.ts';
import type { Card } from './card.ts';
import type { Edge } from './edge.ts';
import { fromElk, toElk } from './elk-graph.ts';
import { boundsOf, type Size } from './geometry.ts';
import { findModules } from './modules.ts';

/** Up to here one layout of the whole is quick, and its picture better than one in parts. */
const wholeUpTo = 100;

/** Of half the processors: each worker takes a while to start, and others want to work, too. */
const mostWorkers = 3;

/** Lays the graph out in workers of its own. Aborting ends them; the promise then rejects. */
export async function arrange(
  cards: readonly Card[],
  edges: readonly Edge[],
  signal: AbortSignal,
): Promise<Arrangement> {
  const isWhole = cards.length <= wholeUpTo;
  const count = isWhole
    ? 1
    : Math.max(1, Math.min(mostWorkers, Math.floor(navigator.hardwareConcurrency / 2)));
  const workers = Array.from(
    { length: count },
    () => new ELK({ workerFactory: () => new Worker(workerUrl) }),
  );
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  const layOut = async (elk: Layouter, some: readonly Card[], among: readonly Edge[]) =>
    fromElk(await Promise.race([elk.layout(toElk(some, among, !isWhole)), aborted]), some, among);
  try {
    const [only] = workers;
    if (isWhole && only !== undefined) return await layOut(only, cards, edges);
    // The largest first, one at a time to each worker: whoever is done takes the next.
    const waiting = partsOf(cards, edges).toSorted((a, b) => a.inside.length - b.inside.length);
    const done: (Size & { readonly arrangement: Arrangement })[] = [];
    const work = async (elk: Layouter) => {
      for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
        const { module, inside } = part;
        const arrangement = inside.length === 0 ? inRows(module) : await layOut(elk, module, inside);
        done.push({ arrangement, ...sizeOf(arrangement, module) });
      }
    };
    await Promise.all(workers.map(work));
    return pack(done);
  } finally {
    for (const elk of workers) elk.terminateWorker();
  }
}

type Part = { readonly module: readonly Card[]; readonly inside: readonly Edge[] };

function partsOf(cards: readonly Card[], edges: readonly Edge[]): readonly Part[] {
  const modules = findModules(cards, edges);
  const moduleOf = new Map(modules.flatMap((module) => module.map(({ key }) => [key, module] as const)));
  const byModule = Map.groupBy(
    edges.filter(({ child, parent }) => moduleOf.get(child) === moduleOf.get(parent)),
    ({ child }) => moduleOf.get(child),
  );
  return modules.map((module) => ({ module, inside: byModule.get(module) ?? [] }));
}

function sizeOf({ positions, routes }: Arrangement, cards: readonly Card[]): Size {
  const ends = cards.flatMap((card) => {
    const at = positions.get(card.key);
    return at === undefined ? [] : [{ x: at.x + card.width, y: at.y + card.height }];
  });
  const bounds = boundsOf([{ x: 0, y: 0 }, ...ends, ...[...routes.values()].flat()]);
  return { width: bounds?.width ?? 0, height: bounds?.height ?? 0 };
}

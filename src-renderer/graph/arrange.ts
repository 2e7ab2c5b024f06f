import ELK from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import { type Arrangement, inRows, pack } from './arrangement.ts';
import type { Card } from './card.ts';
import type { Edge } from './edge.ts';
import { fromElk, toElk } from './elk-graph.ts';
import { boundsOf, type Size } from './geometry.ts';
import { findModules } from './modules.ts';

/** Up to here one layout of the whole is quick, and its picture better than one in parts. */
const wholeUpTo = 100;

/** Lays the graph out in a worker of its own. Aborting ends the worker; the promise then rejects. */
export async function arrange(
  cards: readonly Card[],
  edges: readonly Edge[],
  signal: AbortSignal,
): Promise<Arrangement> {
  const elk = new ELK({ workerFactory: () => new Worker(workerUrl) });
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  const layOut = async (some: readonly Card[], among: readonly Edge[]) =>
    fromElk(await Promise.race([elk.layout(toElk(some, among, some !== cards)), aborted]), some, among);
  try {
    if (cards.length <= wholeUpTo) return await layOut(cards, edges);
    const parts = findModules(cards, edges).map(async (module) => {
      const keys = new Set(module.map((card) => card.key));
      const inside = edges.filter((edge) => keys.has(edge.child) && keys.has(edge.parent));
      const arrangement = inside.length === 0 ? inRows(module) : await layOut(module, inside);
      return { arrangement, ...sizeOf(arrangement, module) };
    });
    return pack(await Promise.all(parts));
  } finally {
    elk.terminateWorker();
  }
}

function sizeOf({ positions, routes }: Arrangement, cards: readonly Card[]): Size {
  const ends = cards.flatMap((card) => {
    const at = positions.get(card.key);
    return at === undefined ? [] : [{ x: at.x + card.width, y: at.y + card.height }];
  });
  const bounds = boundsOf([{ x: 0, y: 0 }, ...ends, ...[...routes.values()].flat()]);
  return { width: bounds?.width ?? 0, height: bounds?.height ?? 0 };
}

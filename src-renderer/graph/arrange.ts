import { type Arrangement, inRows, pack } from './arrangement.ts';
import type { Card } from './card.ts';
import type { Edge } from './edge.ts';
import { fromElk, toElk } from './elk-graph.ts';
import { boundsOf, type Size } from './geometry.ts';
import { giveBack, type Layouter, mostLayouters, takeLayouters } from './layouters.ts';
import { findModules } from './modules.ts';

/** Up to here one layout of the whole is quick, and its picture better than one in parts. */
const wholeUpTo = 100;

/** Lays the graph out in workers. Aborting ends them; the promise then rejects. */
export async function arrange(
  cards: readonly Card[],
  edges: readonly Edge[],
  signal: AbortSignal,
): Promise<Arrangement> {
  const isWhole = cards.length <= wholeUpTo;
  // Taken before the parts are found: workers start meanwhile.
  const layouters = takeLayouters(isWhole ? 1 : mostLayouters);
  // The largest last: they are taken from the end, one at a time to each worker. Whoever is done takes the next.
  const waiting = isWhole
    ? [{ module: cards, inside: edges }]
    : partsOf(cards, edges).toSorted((a, b) => a.inside.length - b.inside.length);
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  const done: (Size & { readonly arrangement: Arrangement })[] = [];
  const work = async (layouter: Layouter) => {
    for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
      const { module, inside } = part;
      const arrangement = inside.every(({ child, parent }) => child === parent)
        ? inRows(module, inside)
        : fromElk(await layouter.layout(toElk(module, inside, !isWhole)), module, inside);
      done.push({ arrangement, ...sizeOf(arrangement, module) });
    }
  };
  let idle = false;
  try {
    await Promise.race([Promise.all(layouters.map(work)), aborted]);
    idle = true;
  } finally {
    giveBack(layouters, idle);
  }
  return pack(done);
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

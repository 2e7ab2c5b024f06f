import type { Edge } from './edge.ts';

export const deepestFocus = 6;

/** The tables that are at most `depth` relations away from `key`, in either direction, and how far away each is. */
export function withinDepth(edges: readonly Edge[], key: string, depth: number): ReadonlyMap<string, number> {
  const distances = new Map([[key, 0]]);
  const byCard = edgesByCard(edges);
  let front = [key];
  for (let distance = 1; distance <= depth && front.length > 0; distance += 1) {
    const next = front
      .flatMap((card) =>
        (byCard.get(card) ?? []).map(({ child, parent }) => (child === card ? parent : child)),
      )
      .filter((card) => !distances.has(card));
    for (const card of next) distances.set(card, distance);
    front = [...new Set(next)];
  }
  return distances;
}

function edgesByCard(edges: readonly Edge[]): ReadonlyMap<string, readonly Edge[]> {
  const byCard = new Map<string, Edge[]>();
  for (const edge of edges) {
    for (const card of new Set([edge.child, edge.parent])) {
      const known = byCard.get(card);
      if (known === undefined) byCard.set(card, [edge]);
      else known.push(edge);
    }
  }
  return byCard;
}

import type { Edge } from './edge.ts';
import { centre, type Rect } from './geometry.ts';
import type { Scene } from './scene.ts';

/** What is lit while the rest is dimmed. */
export type Neighbourhood = { readonly cards: ReadonlySet<string>; readonly edges: ReadonlySet<string> };

export type Direction = 'left' | 'right' | 'up' | 'down';

export function aroundCard(edges: readonly Edge[], key: string): Neighbourhood {
  const touching = edges.filter((edge) => edge.child === key || edge.parent === key);
  return {
    cards: new Set([key, ...touching.flatMap((edge) => [edge.child, edge.parent])]),
    edges: new Set(touching.map((edge) => edge.id)),
  };
}

export function aroundEdge(edge: Edge): Neighbourhood {
  return { cards: new Set([edge.child, edge.parent]), edges: new Set([edge.id]) };
}

/** The related table that lies best in a direction from `key`; null where none does. */
export function neighbourTowards(scene: Scene, key: string, direction: Direction): string | null {
  const rects = new Map(scene.cards.map(({ card, rect }) => [card.key, rect]));
  const from = rects.get(key);
  if (from === undefined) return null;
  const around = aroundCard(
    scene.edges.map(({ edge }) => edge),
    key,
  );
  const candidates = [...around.cards]
    .filter((other) => other !== key)
    .map((other) => ({ other, cost: costTowards(from, rects.get(other), direction) }))
    .sort((a, b) => a.cost - b.cost);
  const [best] = candidates;
  return best === undefined || best.cost === Infinity ? null : best.other;
}

/** Distance, with what is off the direction counting double; Infinity for what lies behind or too far aside. */
function costTowards(from: Rect, to: Rect | undefined, direction: Direction): number {
  if (to === undefined) return Infinity;
  const dx = centre(to).x - centre(from).x;
  const dy = centre(to).y - centre(from).y;
  const level = direction === 'left' || direction === 'right';
  const ahead = (level ? dx : dy) * (direction === 'left' || direction === 'up' ? -1 : 1);
  const aside = Math.abs(level ? dy : dx);
  return ahead <= 0 || aside > ahead * 3 ? Infinity : ahead + 2 * aside;
}

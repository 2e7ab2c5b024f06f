import type { Card } from './card.ts';
import type { Point } from './geometry.ts';
import type { Route } from './route.ts';

/** What a layout gives: where each card is, and the ways of the edges it has routed (by relation id). */
export type Arrangement = {
  readonly positions: ReadonlyMap<string, Point>;
  readonly routes: ReadonlyMap<string, Route>;
};

const gap = 60;

/** Row by row, about as wide as high: what is shown should the layout fail. */
export function inRows(cards: readonly Card[]): Arrangement {
  const area = cards.reduce((sum, card) => sum + (card.width + gap) * (card.height + gap), 0);
  const width = Math.sqrt(area * 1.6);
  const positions = new Map<string, Point>();
  let x = 0;
  let y = 0;
  let rowHeight = 0;
  for (const card of cards) {
    if (x > 0 && x + card.width > width) {
      y += rowHeight + gap;
      x = 0;
      rowHeight = 0;
    }
    positions.set(card.key, { x, y });
    x += card.width + gap;
    rowHeight = Math.max(rowHeight, card.height);
  }
  return { positions, routes: new Map() };
}

/** Equal as long as the same arrangement fits: a change of mode or of an action moves no table. */
export function arrangementKey(cards: readonly Card[], relationIds: readonly string[]): string {
  return JSON.stringify([cards.map((card) => [card.key, card.width, card.height]), relationIds]);
}

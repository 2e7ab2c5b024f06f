import type { Card } from './card.ts';
import type { Edge } from './edge.ts';
import type { Point, Size } from './geometry.ts';
import { lanesOf, type Route } from './route.ts';

/** What a layout gives: where each card is, and the ways of the edges it has routed (by relation id). */
export type Arrangement = {
  readonly positions: ReadonlyMap<string, Point>;
  readonly routes: ReadonlyMap<string, Route>;
};

const cardGap = 60;
const moduleGap = 130;

/** Row by row, about as wide as high: for tables without relations to others, or should the layout fail. */
export function inRows(cards: readonly Card[], edges: readonly Edge[] = []): Arrangement {
  const lanes = lanesOf(edges);
  const widened = cards.map(({ key, width, height }) => ({ width: width + (lanes.get(key) ?? 0), height }));
  const places = shelves(widened, cardGap);
  return {
    positions: new Map(cards.map((card, index) => [card.key, places[index] ?? { x: 0, y: 0 }])),
    routes: new Map(),
  };
}

/** Arrangements side by side, the highest first. Edges between them have no routes yet. */
export function pack(parts: readonly (Size & { readonly arrangement: Arrangement })[]): Arrangement {
  // Equal heights by their widths: parts come in whatever order they were done.
  const highestFirst = parts.toSorted((a, b) => b.height - a.height || b.width - a.width);
  const places = shelves(highestFirst, moduleGap);
  const positions = new Map<string, Point>();
  const routes = new Map<string, Route>();
  highestFirst.forEach(({ arrangement }, index) => {
    const { x, y } = places[index] ?? { x: 0, y: 0 };
    const move = (point: Point) => ({ x: point.x + x, y: point.y + y });
    for (const [key, point] of arrangement.positions) positions.set(key, move(point));
    for (const [id, route] of arrangement.routes) routes.set(id, route.map(move));
  });
  return { positions, routes };
}

/** Equal as long as the same arrangement fits: a change of mode or of an action moves no table. */
export function arrangementKey(cards: readonly Card[], relationIds: readonly string[]): string {
  return JSON.stringify([cards.map((card) => [card.key, card.width, card.height]), relationIds]);
}

function shelves(sizes: readonly Size[], gap: number): readonly Point[] {
  const area = sizes.reduce((sum, size) => sum + (size.width + gap) * (size.height + gap), 0);
  const limit = Math.max(Math.sqrt(area * 1.8), ...sizes.map((size) => size.width));
  let x = 0;
  let y = 0;
  let highest = 0;
  return sizes.map((size) => {
    if (x > 0 && x + size.width > limit) {
      y += highest + gap;
      x = 0;
      highest = 0;
    }
    const place = { x, y };
    x += size.width + gap;
    highest = Math.max(highest, size.height);
    return place;
  });
}

import type { Arrangement } from './arrangement.ts';
import type { Card } from './card.ts';
import type { Edge } from './edge.ts';
import { bottom, boundsOf, corners, grow, intersects, type Point, type Rect, right } from './geometry.ts';
import { plainRoute, type Route } from './route.ts';

export type PlacedCard = { readonly card: Card; readonly rect: Rect };
export type PlacedEdge = {
  readonly edge: Edge;
  readonly route: Route;
  readonly bounds: Rect;
  /** It leads to another module, over whatever lies between. */
  readonly crossing: boolean;
};

/** Everything with its place in the drawing. */
export type Scene = {
  readonly cards: readonly PlacedCard[];
  readonly edges: readonly PlacedEdge[];
  /** Around all cards and edges; null: there is nothing. */
  readonly bounds: Rect | null;
};

/** `moved`: where the user has put cards. An edge of a moved card leaves the layout's way for a plain one. */
export function createScene(
  cards: readonly Card[],
  edges: readonly Edge[],
  arrangement: Arrangement,
  moved: ReadonlyMap<string, Point>,
): Scene {
  // What was moved lies on top.
  const inOrder = cards.toSorted((a, b) => Number(moved.has(a.key)) - Number(moved.has(b.key)));
  const placedCards = inOrder.flatMap((card) => {
    const position = moved.get(card.key) ?? arrangement.positions.get(card.key);
    return position === undefined
      ? []
      : [{ card, rect: { ...position, width: card.width, height: card.height } }];
  });
  const rects = new Map(placedCards.map(({ card, rect }) => [card.key, rect]));
  const placedEdges = edges.flatMap((edge) => {
    const child = rects.get(edge.child);
    const parent = rects.get(edge.parent);
    if (child === undefined || parent === undefined) return [];
    const isMoved = moved.has(edge.child) || moved.has(edge.parent);
    const kept = isMoved ? undefined : arrangement.routes.get(edge.id);
    const route = kept ?? plainRoute(edge, child, parent);
    const crossing = kept === undefined && !isMoved && edge.child !== edge.parent && edge.relation !== null;
    return [{ edge, route, bounds: grow(boundsOf(route) ?? child, 12), crossing }];
  });
  const all = [...placedCards.map(({ rect }) => rect), ...placedEdges.map(({ bounds }) => bounds)];
  return { cards: placedCards, edges: placedEdges, bounds: boundsOf(all.flatMap(corners)) };
}

export function visibleCards(scene: Scene, view: Rect): readonly PlacedCard[] {
  return scene.cards.filter(({ rect }) => intersects(rect, view));
}

/** By their lines, which may go round a view that lies within their bounds. */
export function visibleEdges(scene: Scene, view: Rect): readonly PlacedEdge[] {
  const wide = grow(view, 12);
  return scene.edges.filter(
    ({ bounds, route }) =>
      intersects(bounds, view) &&
      route.some((end, index) => {
        const start = route[index - 1];
        return start !== undefined && touches(wide, start, end);
      }),
  );
}

/** Whether the box of a level or upright line does. */
function touches(rect: Rect, a: Point, b: Point): boolean {
  return (
    Math.min(a.x, b.x) <= right(rect) &&
    Math.max(a.x, b.x) >= rect.x &&
    Math.min(a.y, b.y) <= bottom(rect) &&
    Math.max(a.y, b.y) >= rect.y
  );
}

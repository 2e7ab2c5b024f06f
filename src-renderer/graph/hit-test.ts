import { contains, distanceToSegment, grow, type Point } from './geometry.ts';
import type { PlacedCard, PlacedEdge, Scene } from './scene.ts';

/** The card under a point of the drawing, the one drawn last where several are. */
export function cardAt(scene: Scene, point: Point): PlacedCard | null {
  return scene.cards.findLast(({ rect }) => contains(rect, point)) ?? null;
}

/** The edge nearest to a point, no farther than `tolerance`. */
export function edgeAt(scene: Scene, point: Point, tolerance: number): PlacedEdge | null {
  let nearest: PlacedEdge | null = null;
  let least = tolerance;
  for (const placed of scene.edges) {
    if (!contains(grow(placed.bounds, tolerance), point)) continue;
    const distance = distanceToRoute(placed, point);
    if (distance > least) continue;
    nearest = placed;
    least = distance;
  }
  return nearest;
}

function distanceToRoute({ route }: PlacedEdge, point: Point): number {
  return route.reduce((least, end, index) => {
    const start = route[index - 1];
    return start === undefined ? least : Math.min(least, distanceToSegment(point, start, end));
  }, Infinity);
}

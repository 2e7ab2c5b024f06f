import { childSignLength, type Edge, parentSignLength } from './edge.ts';
import { type Point, type Rect, right } from './geometry.ts';

/** An edge's way: level and upright lines from the child's card to the parent's. At least two points. */
export type Route = readonly Point[];

/** A self-reference turns back beyond the labels of its neighbours. */
export const loopRoom = 12;

/** Room beside the cards, by key, for the labels of what leaves them. */
export function lanesOf(edges: readonly Edge[]): ReadonlyMap<string, number> {
  const lanes = new Map<string, number>();
  for (const edge of edges) {
    const room = edge.lane + (edge.child === edge.parent ? loopRoom : 0);
    lanes.set(edge.child, Math.max(lanes.get(edge.child) ?? 0, room));
  }
  return lanes;
}

/** For tables that were moved by hand, and for self-references: the shortest of a few plain shapes. */
export function plainRoute(edge: Edge, child: Rect, parent: Rect): Route {
  const start = child.y + edge.childOffset;
  const end = parent.y + edge.parentOffset;
  const isLoop = edge.child === edge.parent;
  const lane = edge.lane + (isLoop ? loopRoom : 0);
  const sign = parentSignLength + 8;
  if (!isLoop) {
    const toTheRight = parent.x - right(child);
    if (toTheRight >= lane + sign) {
      const turn = Math.max(right(child) + lane, right(child) + toTheRight / 2);
      return bent(right(child), start, Math.min(turn, parent.x - sign), parent.x, end);
    }
    const toTheLeft = child.x - right(parent);
    if (toTheLeft >= lane + sign) {
      const turn = Math.min(child.x - lane, child.x - toTheLeft / 2);
      return bent(child.x, start, Math.max(turn, right(parent) + sign), right(parent), end);
    }
  }
  const eastTurn = Math.max(right(child) + lane, right(parent) + sign);
  const westTurn = Math.min(child.x - lane, parent.x - sign);
  const east = eastTurn - right(child) + (eastTurn - right(parent));
  const west = child.x - westTurn + (parent.x - westTurn);
  return east <= west
    ? bent(right(child), start, eastTurn, right(parent), end)
    : bent(child.x, start, westTurn, parent.x, end);
}

/** Takes out what the eye does not see: points on a straight line between their neighbours. */
export function simplified(points: readonly Point[]): Route {
  return points.filter((point, index) => {
    const before = points[index - 1];
    const after = points[index + 1];
    if (before === undefined || after === undefined) return true;
    const level = same(before.y, point.y) && same(point.y, after.y);
    const upright = same(before.x, point.x) && same(point.x, after.x);
    return !level && !upright;
  });
}

/** 1 where the route leaves (or enters) its card to the right, -1 to the left. */
export function sideOf(at: Point, next: Point): 1 | -1 {
  return next.x >= at.x ? 1 : -1;
}

/** The label's place, on the first line of the route, right behind the sign. */
export function labelRect(edge: Edge, route: Route, height: number): Rect | null {
  const [start, next] = route;
  if (start === undefined || next === undefined) return null;
  const near = childSignLength + 8;
  const x = sideOf(start, next) === 1 ? start.x + near : start.x - near - edge.labelWidth;
  return { x, y: start.y - height / 2, width: edge.labelWidth, height };
}

function bent(fromX: number, fromY: number, turn: number, toX: number, toY: number): Route {
  const start = { x: fromX, y: fromY };
  const end = { x: toX, y: toY };
  if (same(fromY, toY) && turn > Math.min(fromX, toX) && turn < Math.max(fromX, toX)) return [start, end];
  return [start, { x: turn, y: fromY }, { x: turn, y: toY }, end];
}

function same(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.5;
}

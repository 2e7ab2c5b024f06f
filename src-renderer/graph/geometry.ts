export type Point = { readonly x: number; readonly y: number };
export type Size = { readonly width: number; readonly height: number };
export type Rect = Point & Size;

export function right(rect: Rect): number {
  return rect.x + rect.width;
}

export function bottom(rect: Rect): number {
  return rect.y + rect.height;
}

export function centre(rect: Rect): Point {
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
}

export function contains(rect: Rect, point: Point): boolean {
  return point.x >= rect.x && point.x <= right(rect) && point.y >= rect.y && point.y <= bottom(rect);
}

export function intersects(a: Rect, b: Rect): boolean {
  return a.x <= right(b) && b.x <= right(a) && a.y <= bottom(b) && b.y <= bottom(a);
}

export function grow(rect: Rect, by: number): Rect {
  return { x: rect.x - by, y: rect.y - by, width: rect.width + 2 * by, height: rect.height + 2 * by };
}

/** The least rectangle around all points; null where there are none. */
export function boundsOf(points: Iterable<Point>): Rect | null {
  let left = Infinity;
  let top = Infinity;
  let farRight = -Infinity;
  let farBottom = -Infinity;
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    farRight = Math.max(farRight, x);
    farBottom = Math.max(farBottom, y);
  }
  return left === Infinity ? null : { x: left, y: top, width: farRight - left, height: farBottom - top };
}

export function corners(rect: Rect): readonly Point[] {
  return [
    { x: rect.x, y: rect.y },
    { x: right(rect), y: bottom(rect) },
  ];
}

export function distanceToSegment(point: Point, from: Point, to: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / square;
  const kept = Math.max(0, Math.min(1, along));
  return Math.hypot(point.x - (from.x + kept * dx), point.y - (from.y + kept * dy));
}

import { bottom, centre, type Point, type Rect, right, type Size } from './geometry.ts';

/** Where the drawing is on screen: screen = drawing * zoom + (x, y). */
export type Camera = Point & { readonly zoom: number };

export const minimumZoom = 0.02;
export const maximumZoom = 2.5;
/** From here on a table's text can be read, so that it is shown as a real element. */
export const readableZoom = 0.45;

export function toDrawing(camera: Camera, screen: Point): Point {
  return { x: (screen.x - camera.x) / camera.zoom, y: (screen.y - camera.y) / camera.zoom };
}

export function toScreen(camera: Camera, point: Point): Point {
  return { x: point.x * camera.zoom + camera.x, y: point.y * camera.zoom + camera.y };
}

/** What of the drawing can be seen. */
export function viewOf(camera: Camera, size: Size): Rect {
  const origin = toDrawing(camera, { x: 0, y: 0 });
  return { ...origin, width: size.width / camera.zoom, height: size.height / camera.zoom };
}

/** The point of the drawing under `screen` stays where it is. */
export function zoomAt(camera: Camera, screen: Point, factor: number): Camera {
  const zoom = clampZoom(camera.zoom * factor);
  const fixed = toDrawing(camera, screen);
  return { x: screen.x - fixed.x * zoom, y: screen.y - fixed.y * zoom, zoom };
}

export function moveBy(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x + dx, y: camera.y + dy };
}

export function centreOn(point: Point, size: Size, zoom: number): Camera {
  return { x: size.width / 2 - point.x * zoom, y: size.height / 2 - point.y * zoom, zoom };
}

/** All of `rect`, as large as fits, but never above its natural size. */
export function showAll(rect: Rect, size: Size, margin: number): Camera {
  const across = (size.width - 2 * margin) / Math.max(rect.width, 1);
  const down = (size.height - 2 * margin) / Math.max(rect.height, 1);
  return centreOn(centre(rect), size, clampZoom(Math.min(across, down, 1)));
}

/** The least move that brings `rect` into view; the very same camera where it is there already. */
export function reveal(camera: Camera, rect: Rect, size: Size, margin: number): Camera {
  const start = toScreen(camera, rect);
  const end = toScreen(camera, { x: right(rect), y: bottom(rect) });
  const dx = shift(start.x, end.x, size.width, margin);
  const dy = shift(start.y, end.y, size.height, margin);
  return dx === 0 && dy === 0 ? camera : moveBy(camera, dx, dy);
}

export function between(from: Camera, to: Camera, progress: number): Camera {
  const mix = (a: number, b: number) => a + (b - a) * progress;
  return { x: mix(from.x, to.x), y: mix(from.y, to.y), zoom: mix(from.zoom, to.zoom) };
}

function shift(start: number, end: number, length: number, margin: number): number {
  if (start < margin) return margin - start;
  return end > length - margin ? Math.max(length - margin - end, margin - start) : 0;
}

function clampZoom(zoom: number): number {
  return Math.max(minimumZoom, Math.min(maximumZoom, zoom));
}

import type { Canvas2D } from './canvas-2d.ts';
import { childSignLength } from './edge.ts';
import { sideOf } from './route.ts';
import type { PlacedEdge } from './scene.ts';

const half = 5.5;
/** Less at the parent, where two kinds of ends may share a row. */
const parentHalf = 4.5;

/** At the child: three toes for many rows, one bar for at most one. In the stroke that is set. */
export function drawChildSign(context: Canvas2D, { edge, route }: PlacedEdge): void {
  const [at, next] = route;
  if (at === undefined || next === undefined) return;
  const side = sideOf(at, next);
  context.beginPath();
  if (edge.oneToOne) {
    bar(context, at.x + side * 8, at.y, half);
  } else {
    const tip = at.x + side * childSignLength;
    context.moveTo(at.x, at.y - half);
    context.lineTo(tip, at.y);
    context.lineTo(at.x, at.y + half);
  }
  context.stroke();
}

/** At the parent: a bar for exactly one row, a circle before it where the reference may be missing. */
export function drawParentSign(context: Canvas2D, { edge, route }: PlacedEdge, background: string): void {
  const at = route.at(-1);
  const before = route.at(-2);
  if (at === undefined || before === undefined) return;
  const side = sideOf(at, before);
  context.beginPath();
  bar(context, at.x + side * 8, at.y, parentHalf);
  context.stroke();
  if (!edge.optional) return;
  context.beginPath();
  context.arc(at.x + side * 15, at.y, 4, 0, 2 * Math.PI);
  context.fillStyle = background;
  context.fill();
  context.stroke();
}

function bar(context: Canvas2D, x: number, y: number, reach: number): void {
  context.moveTo(x, y - reach);
  context.lineTo(x, y + reach);
}

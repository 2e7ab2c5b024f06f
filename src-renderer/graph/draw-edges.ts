import type { Canvas2D } from './canvas-2d.ts';
import { drawChildSign, drawParentSign } from './draw-signs.ts';
import type { Edge } from './edge.ts';
import type { Route } from './route.ts';
import type { PlacedEdge } from './scene.ts';
import { type GraphTheme, strokeOf } from './theme.ts';

type Detail = {
  readonly zoom: number;
  readonly theme: GraphTheme;
  readonly accented: boolean;
  /** Of all of them, whatever their states; absent: as their states are drawn. */
  readonly colour?: string;
};

const cornerRadius = 7;
const signsFrom = 0.25;
/** Where the picture is that small, no line stands out. */
export const dustZoom = 0.12;

/** One path for each kind of stroke, since a path for each edge is what makes large graphs slow. */
export function drawEdges(
  context: Canvas2D,
  edges: readonly PlacedEdge[],
  { zoom, theme, accented, colour: given }: Detail,
): void {
  const width = Math.max(accented ? 1.8 : 1.3, (accented ? 1.4 : 0.9) / zoom);
  for (const group of byStroke(edges)) {
    const [first] = group;
    if (first === undefined) continue;
    const { colour, dash } = strokeOf(first.edge, theme);
    context.strokeStyle = given ?? (accented && colour === theme.enforced ? theme.accent : colour);
    if (zoom < dustZoom) {
      drawDust(context, group, width);
      continue;
    }
    context.lineWidth = width;
    context.lineJoin = 'round';
    context.lineCap = dash.length === 0 ? 'butt' : 'round';
    context.setLineDash(zoom < signsFrom ? [] : dash.map((length) => length));
    context.beginPath();
    for (const { route } of group) traceRoute(context, route, zoom > signsFrom ? cornerRadius : 0);
    context.stroke();
    context.setLineDash([]);
    if (zoom < signsFrom) continue;
    for (const placed of group) {
      drawChildSign(context, placed);
      drawParentSign(context, placed, theme.background);
    }
  }
}

/** Level and upright lines as what they are, rectangles: of thousands of lines one path would take far longer. */
function drawDust(context: Canvas2D, edges: readonly PlacedEdge[], width: number): void {
  context.fillStyle = context.strokeStyle;
  for (const { route } of edges) {
    route.forEach((end, index) => {
      const start = route[index - 1];
      if (start === undefined) return;
      const { x, y } = { x: Math.min(start.x, end.x), y: Math.min(start.y, end.y) };
      context.fillRect(
        x,
        y,
        Math.max(Math.abs(end.x - start.x), width),
        Math.max(Math.abs(end.y - start.y), width),
      );
    });
  }
}

function traceRoute(context: Canvas2D, route: Route, radius: number): void {
  route.forEach((point, index) => {
    const before = route[index - 1];
    const after = route[index + 1];
    if (before === undefined) context.moveTo(point.x, point.y);
    else if (after === undefined || radius === 0) context.lineTo(point.x, point.y);
    else {
      const shorter = Math.min(
        Math.hypot(point.x - before.x, point.y - before.y),
        Math.hypot(after.x - point.x, after.y - point.y),
      );
      context.arcTo(point.x, point.y, after.x, after.y, Math.min(radius, shorter / 2));
    }
  });
}

function byStroke(edges: readonly PlacedEdge[]): Iterable<readonly PlacedEdge[]> {
  const kindOf = ({ state, marks }: Edge) => (marks.orphans === null ? state : `${state}, orphans`);
  return Map.groupBy(edges, ({ edge }) => kindOf(edge)).values();
}

import { labelHeight } from './relation-label.ts';
import { labelRect } from './route.ts';
import type { PlacedEdge } from './scene.ts';
import { type GraphTheme, toneOf } from './theme.ts';

export function drawLabel(
  context: CanvasRenderingContext2D,
  { edge, route }: PlacedEdge,
  theme: GraphTheme,
): void {
  const rect = labelRect(edge, route, labelHeight);
  if (rect === null) return;
  const tone = theme[toneOf(edge.relation.onDelete)];
  context.fillStyle = tone.soft;
  context.beginPath();
  context.roundRect(rect.x, rect.y, rect.width, rect.height, 4);
  context.fill();
  context.fillStyle = tone.text;
  context.font = `600 10px ${theme.fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(edge.label, rect.x + rect.width / 2, rect.y + rect.height / 2 + 0.5, rect.width - 6);
}

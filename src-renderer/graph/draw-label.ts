import type { Canvas2D } from './canvas-2d.ts';
import { indexSign } from './marks.ts';
import { labelHeight, pillWidth, signGap, signsOf } from './relation-label.ts';
import { labelRect } from './route.ts';
import type { PlacedEdge } from './scene.ts';
import { type GraphTheme, toneOf } from './theme.ts';

/** The action, and beside it the signs of what is wrong. */
export function drawLabel(context: Canvas2D, { edge, route }: PlacedEdge, theme: GraphTheme): void {
  const rect = labelRect(edge, route, labelHeight);
  if (rect === null || edge.relation === null) return;
  const pills = [
    { text: edge.label, tone: theme[toneOf(edge.relation.onDelete)] },
    ...signsOf(edge.marks).map((text) => ({ text, tone: text === indexSign ? theme.sets : theme.deletes })),
  ];
  context.font = `600 10px ${theme.fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  let { x } = rect;
  for (const { text, tone } of pills) {
    const width = pillWidth(text);
    context.fillStyle = tone.soft;
    context.beginPath();
    context.roundRect(x, rect.y, width, rect.height, 4);
    context.fill();
    context.fillStyle = tone.text;
    context.fillText(text, x + width / 2, rect.y + rect.height / 2 + 0.5, width - 6);
    x += width + signGap;
  }
}

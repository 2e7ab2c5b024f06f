import { counted } from '../text/text.ts';
import type { Canvas2D } from './canvas-2d.ts';
import { type Card, headerHeight, rowHeight } from './card.ts';
import type { Rect } from './geometry.ts';
import type { PlacedCard } from './scene.ts';
import type { GraphTheme } from './theme.ts';

type Detail = { readonly zoom: number; readonly theme: GraphTheme };

/** From here on rows are more than dust. */
export const rowsFrom = 0.3;
const hueHeight = 3;
/** In pixels of the screen. */
const smallestText = 4;

/** A card with its rows. */
export function drawCard(context: Canvas2D, card: Card, rect: Rect, detail: Detail): void {
  const { zoom, theme } = detail;
  outline(context, rect);
  context.fillStyle = theme.card;
  context.fill();
  context.save();
  context.clip();
  context.fillStyle = theme.header;
  context.fillRect(rect.x, rect.y, rect.width, headerHeight);
  drawHue(context, card, { ...rect, height: hueHeight }, theme);
  context.restore();
  drawRows(context, card, rect, theme);
  drawName(context, card, rect, detail);
  outline(context, rect);
  context.strokeStyle = theme.border;
  context.lineWidth = Math.max(1, 0.8 / zoom);
  context.stroke();
}

/** Cards from afar, all in one path: their names are all that tells them apart. */
export function drawFarCards(context: Canvas2D, cards: readonly PlacedCard[], detail: Detail): void {
  const { zoom, theme } = detail;
  context.beginPath();
  for (const { rect } of cards) context.rect(rect.x, rect.y, rect.width, rect.height);
  context.fillStyle = theme.card;
  context.fill();
  context.strokeStyle = theme.border;
  context.lineWidth = 0.8 / zoom;
  context.stroke();
  for (const { card, rect } of cards) {
    drawHue(context, card, { ...rect, height: Math.min(rect.height / 4, 3 / zoom) }, theme);
    drawName(context, card, rect, detail);
  }
}

/** Around a card that is selected, or reached. */
export function drawRing(context: Canvas2D, rect: Rect, zoom: number, colour: string): void {
  outline(context, rect);
  context.strokeStyle = colour;
  context.lineWidth = Math.max(2, 2.2 / zoom);
  context.stroke();
}

function outline(context: Canvas2D, rect: Rect): void {
  context.beginPath();
  context.roundRect(rect.x, rect.y, rect.width, rect.height, 7);
}

/** The schema's colour, along the top. */
function drawHue(context: Canvas2D, { hue }: Card, rect: Rect, theme: GraphTheme): void {
  const colour = hue === null ? undefined : theme.schemas[hue - 1];
  if (colour === undefined) return;
  context.fillStyle = colour;
  context.fillRect(rect.x, rect.y, rect.width, rect.height);
}

/** The farther away, the larger the name in the drawing, up to what the card holds. */
function drawName(context: Canvas2D, card: Card, rect: Rect, { zoom, theme }: Detail): void {
  const near = zoom >= rowsFrom;
  const fitting = (rect.width - 20) / (card.name.length * 0.6);
  const size = near
    ? Math.max(13, Math.min(9.5 / zoom, fitting, headerHeight * 0.75))
    : Math.min(10.5 / zoom, fitting, rect.height * 0.6);
  if (size * zoom < smallestText) return;
  context.fillStyle = theme.text;
  context.font = `600 ${size}px ${theme.fontFamily}`;
  context.textBaseline = 'middle';
  context.textAlign = near ? 'left' : 'center';
  const x = near ? rect.x + 11 : rect.x + rect.width / 2;
  context.fillText(card.name, x, rect.y + (near ? headerHeight / 2 : rect.height / 2), rect.width - 20);
}

function drawRows(context: Canvas2D, card: Card, rect: Rect, theme: GraphTheme): void {
  context.textBaseline = 'middle';
  card.rows.forEach((row, index) => {
    const y = rect.y + headerHeight + (index + 0.5) * rowHeight;
    context.textAlign = 'left';
    context.font = `700 9px ${theme.fontFamily}`;
    if (row.isPrimary) mark(context, 'PK', rect.x + 10, y, theme.primaryKey);
    if (row.isForeign) mark(context, 'FK', rect.x + (row.isPrimary ? 28 : 10), y, theme.foreignKey);
    context.font = `${row.isPrimary ? 600 : 400} 12px ${theme.fontFamily}`;
    context.fillStyle = theme.text;
    context.fillText(row.name, rect.x + card.gutter + 4, y);
    context.textAlign = 'right';
    context.font = `400 10.5px ${theme.fontFamily}`;
    context.fillStyle = theme.muted;
    context.fillText(row.type, rect.x + rect.width - 11, y, 90);
  });
  if (card.hiddenColumns === 0) return;
  context.textAlign = 'left';
  const y = rect.y + headerHeight + (card.rows.length + 0.5) * rowHeight;
  context.fillText(counted('graph.moreColumns', card.hiddenColumns), rect.x + card.gutter + 4, y);
}

function mark(context: Canvas2D, text: string, x: number, y: number, colour: string): void {
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

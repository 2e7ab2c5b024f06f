import { readableZoom } from './camera.ts';
import type { Canvas2D } from './canvas-2d.ts';
import type { Card } from './card.ts';
import { drawCard } from './draw-card.ts';
import type { Rect } from './geometry.ts';
import type { GraphTheme } from './theme.ts';

type Sprite = { readonly image: OffscreenCanvas; readonly theme: GraphTheme; readonly scale: number };

const kept = 400;
/** Names are readable all the way that sprites are used. */
const nameZoom = 0.36;
const sprites = new Map<Card, Sprite>();

/** A card with its rows, painted once: text is what takes the time. Sharp where it is largest, and smaller from there on. */
export function drawSprite(
  context: Canvas2D,
  card: Card,
  rect: Rect,
  theme: GraphTheme,
  pixelRatio: number,
): void {
  const scale = readableZoom * pixelRatio;
  const known = sprites.get(card);
  const isFit = known?.theme === theme && known.scale === scale;
  const sprite = isFit ? known : paint(card, theme, scale);
  sprites.delete(card);
  sprites.set(card, sprite);
  for (const oldest of sprites.keys()) {
    if (sprites.size <= kept) break;
    sprites.delete(oldest);
  }
  context.drawImage(sprite.image, rect.x - 1, rect.y - 1, rect.width + 2, rect.height + 2);
}

function paint(card: Card, theme: GraphTheme, scale: number): Sprite {
  const image = new OffscreenCanvas(
    Math.ceil((card.width + 2) * scale),
    Math.ceil((card.height + 2) * scale),
  );
  const context = image.getContext('2d');
  if (context !== null) {
    context.scale(image.width / (card.width + 2), image.height / (card.height + 2));
    const rect = { x: 1, y: 1, width: card.width, height: card.height };
    drawCard(context, card, rect, { zoom: nameZoom, theme });
  }
  return { image, theme, scale };
}

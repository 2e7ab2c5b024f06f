import { drawScene } from '../draw-scene.ts';
import { grow } from '../geometry.ts';
import type { Scene } from '../scene.ts';
import type { GraphTheme } from '../theme.ts';

const margin = 24;
const sharpness = 2;
/** What every browser can hold in one canvas, in pixels. */
const longestSide = 16_000;
const largestArea = 100_000_000;

/** The whole graph as an image, twice as sharp as the screen where it is not too large for that. */
export function toPng(scene: Scene, theme: GraphTheme): Promise<Blob> {
  const box = grow(scene.bounds ?? { x: 0, y: 0, width: 1, height: 1 }, margin);
  const zoom = Math.min(
    sharpness,
    longestSide / box.width,
    longestSide / box.height,
    Math.sqrt(largestArea / (box.width * box.height)),
  );
  const size = { width: Math.ceil(box.width * zoom), height: Math.ceil(box.height * zoom) };
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser draws no pictures of this size.');
  const camera = { x: -box.x * zoom, y: -box.y * zoom, zoom };
  const plain = { lit: null, selected: null, selectedCard: null, reach: null };
  drawScene(context, scene, { camera, size, pixelRatio: 1, theme, ...plain, isPicture: true });
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = theme.background;
  context.fillRect(0, 0, size.width, size.height);
  return canvas.convertToBlob({ type: 'image/png' });
}

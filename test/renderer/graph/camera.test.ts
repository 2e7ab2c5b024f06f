import { describe, expect, it } from 'vitest';
import {
  maximumZoom,
  minimumZoom,
  reveal,
  showAll,
  toDrawing,
  toScreen,
  viewOf,
  zoomAt,
} from '../../../src-renderer/graph/camera.ts';
import { corners } from '../../../src-renderer/graph/geometry.ts';

const size = { width: 800, height: 600 };

describe('a camera', () => {
  it('keeps the point under the pointer when it zooms', () => {
    const camera = { x: 30, y: -20, zoom: 0.7 };
    const pointer = { x: 300, y: 200 };
    const before = toDrawing(camera, pointer);
    const after = toDrawing(zoomAt(camera, pointer, 1.6), pointer);
    expect(after.x).toBeCloseTo(before.x);
    expect(after.y).toBeCloseTo(before.y);
  });

  it('zooms neither too far nor too near', () => {
    const camera = { x: 0, y: 0, zoom: 1 };
    expect(zoomAt(camera, { x: 0, y: 0 }, 1000).zoom).toBe(maximumZoom);
    expect(zoomAt(camera, { x: 0, y: 0 }, 0.0001).zoom).toBe(minimumZoom);
  });

  it('shows all of a drawing within the margin, and a small one at its natural size', () => {
    const large = { x: -400, y: 100, width: 3000, height: 900 };
    const camera = showAll(large, size, 20);
    for (const corner of corners(large).map((point) => toScreen(camera, point))) {
      expect(corner.x).toBeGreaterThanOrEqual(19.99);
      expect(corner.x).toBeLessThanOrEqual(780.01);
    }
    expect(showAll({ x: 0, y: 0, width: 100, height: 50 }, size, 20).zoom).toBe(1);
  });

  it('moves only as far as it must to reveal a table', () => {
    const camera = { x: 0, y: 0, zoom: 1 };
    expect(reveal(camera, { x: 100, y: 100, width: 200, height: 100 }, size, 24)).toBe(camera);
    const moved = reveal(camera, { x: 900, y: 100, width: 200, height: 100 }, size, 24);
    expect(moved).toEqual({ x: -324, y: 0, zoom: 1 });
    expect(viewOf(moved, size)).toEqual({ x: 324, y: 0, width: 800, height: 600 });
  });
});

import { describe, expect, it } from 'vitest';
import { intersects } from '../../../src-renderer/graph/geometry.ts';
import { labelHeight } from '../../../src-renderer/graph/relation-label.ts';
import { labelRect, simplified } from '../../../src-renderer/graph/route.ts';
import type { Scene } from '../../../src-renderer/graph/scene.ts';
import { keyOf, sceneOf } from './bookshop.ts';

function placed(scene: Scene, child: string, parent: string) {
  const found = scene.edges.find(({ edge }) => edge.child === keyOf(child) && edge.parent === keyOf(parent));
  const rect = (name: string) => scene.cards.find(({ card }) => card.key === keyOf(name))?.rect;
  const [from, to] = [rect(child), rect(parent)];
  if (!found || !from || !to) throw new Error(`no edge from ${child} to ${parent}`);
  return { ...found, from, to, start: found.route[0], end: found.route.at(-1) };
}

describe('a plain route', () => {
  it('runs from the right of the child to the left of a parent on its right', () => {
    const { start, end, from, to, edge } = placed(
      sceneOf({ order: { x: 0, y: 0 }, customer: { x: 600, y: 200 } }),
      'order',
      'customer',
    );
    expect(start).toEqual({ x: from.x + from.width, y: from.y + edge.childOffset });
    expect(end).toEqual({ x: to.x, y: to.y + edge.parentOffset });
  });

  it('runs from the left of the child to the right of a parent on its left', () => {
    const { start, end, from, to } = placed(
      sceneOf({ order: { x: 900, y: 0 }, customer: { x: 0, y: 50 } }),
      'order',
      'customer',
    );
    expect(start?.x).toBe(from.x);
    expect(end?.x).toBe(to.x + to.width);
  });

  it('goes around on one side where the tables stand one above the other', () => {
    const { route, start, end, from, to } = placed(
      sceneOf({ order: { x: 0, y: 0 }, customer: { x: 10, y: 400 } }),
      'order',
      'customer',
    );
    expect(route).toHaveLength(4);
    const east = start?.x === from.x + from.width && end?.x === to.x + to.width;
    const west = start?.x === from.x && end?.x === to.x;
    expect(east || west).toBe(true);
  });

  it('brings a self-reference back to the same side', () => {
    const { route, from } = placed(sceneOf({ customer: { x: 0, y: 0 } }), 'customer', 'customer');
    expect(route[0]?.x).toBe(from.width);
    expect(route.at(-1)?.x).toBe(from.width);
  });

  it('has only level and upright lines', () => {
    const scene = sceneOf({ order: { x: 0, y: 0 }, customer: { x: 620, y: 310 }, item: { x: -700, y: 40 } });
    for (const { route } of scene.edges) {
      route.forEach((point, index) => {
        const before = route[index - 1] ?? point;
        expect(point.x === before.x || point.y === before.y).toBe(true);
      });
    }
  });
});

describe('a label', () => {
  it('stands beside its card, never on it nor on another label of it', () => {
    const scene = sceneOf({ review: { x: 0, y: 0 }, customer: { x: 800, y: 0 }, item: { x: 500, y: 300 } });
    const labels = scene.edges.flatMap(({ edge, route }) => labelRect(edge, route, labelHeight) ?? []);
    expect(labels).toHaveLength(3);
    labels.forEach((label, index) => {
      expect(scene.cards.some(({ rect }) => intersects(rect, label))).toBe(false);
      expect(labels.some((other, at) => at !== index && intersects(other, label))).toBe(false);
    });
  });
});

it('simplified keeps corners and takes out points on a straight line', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 5, y: 0 },
    { x: 9, y: 0 },
    { x: 9, y: 4 },
  ];
  expect(simplified(points)).toEqual([points[0], points[2], points[3]]);
});

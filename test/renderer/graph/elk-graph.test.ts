import ELK from 'elkjs/lib/elk.bundled.js';
import { describe, expect, it } from 'vitest';
import { arrangementKey, inRows } from '../../../src-renderer/graph/arrangement.ts';
import { createCards } from '../../../src-renderer/graph/card.ts';
import { createEdges } from '../../../src-renderer/graph/edge.ts';
import { fromElk, toElk } from '../../../src-renderer/graph/elk-graph.ts';
import { intersects, type Rect } from '../../../src-renderer/graph/geometry.ts';
import { labelHeight } from '../../../src-renderer/graph/relation-label.ts';
import { labelRect } from '../../../src-renderer/graph/route.ts';
import { createScene } from '../../../src-renderer/graph/scene.ts';
import { relations, tables } from './bookshop.ts';

const cards = createCards(tables, relations);
const edges = createEdges(tables, cards, relations);

const overlaps = (rects: readonly Rect[]) =>
  rects.some((rect, index) => rects.slice(index + 1).some((other) => intersects(rect, other)));

const laidOut = await new ELK().layout(toElk(cards, edges));

describe('the layered layout', () => {
  const arrangement = fromElk(laidOut, cards, edges);
  const scene = createScene(cards, edges, arrangement, new Map());

  it('places every table, none upon another', () => {
    expect(scene.cards).toHaveLength(tables.length);
    expect(overlaps(scene.cards.map(({ rect }) => rect))).toBe(false);
  });

  it('routes every relation from the row of the child to that of the parent', () => {
    expect(arrangement.routes.size).toBe(relations.length - 1);
    const rects = new Map(scene.cards.map(({ card, rect }) => [card.key, rect]));
    for (const { edge, route } of scene.edges.filter((placed) => placed.edge.child !== placed.edge.parent)) {
      const [child, parent] = [rects.get(edge.child), rects.get(edge.parent)];
      expect(route[0]?.x).toBe((child?.x ?? 0) + (child?.width ?? 0));
      expect(route[0]?.y).toBeCloseTo((child?.y ?? 0) + edge.childOffset, 0);
      expect(route.at(-1)?.x).toBeCloseTo(parent?.x ?? 0, 0);
      expect(route.at(-1)?.y).toBeCloseTo((parent?.y ?? 0) + edge.parentOffset, 0);
    }
  });

  it('leaves room for every label', () => {
    const labels = scene.edges.flatMap(({ edge, route }) => labelRect(edge, route, labelHeight) ?? []);
    expect(labels).toHaveLength(relations.length);
    expect(overlaps([...labels, ...scene.cards.map(({ rect }) => rect)])).toBe(false);
  });
});

it('tables in rows do not overlap either', () => {
  const { positions } = inRows(cards);
  expect(positions.size).toBe(cards.length);
  expect(
    overlaps(
      cards.map((card) => ({
        x: 0,
        y: 0,
        ...positions.get(card.key),
        width: card.width,
        height: card.height,
      })),
    ),
  ).toBe(false);
});

it('an arrangement outlives a change of mode, but not another relation', () => {
  const key = (list: typeof relations) =>
    arrangementKey(
      createCards(tables, list),
      list.map(({ id }) => id),
    );
  expect(key(relations.map((relation) => ({ ...relation, state: 'emulated' as const })))).toBe(
    key(relations),
  );
  expect(key(relations.slice(1))).not.toBe(key(relations));
});

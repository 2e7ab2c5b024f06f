import { describe, expect, it } from 'vitest';
import { cardAt, edgeAt } from '../../../src-renderer/graph/hit-test.ts';
import { aroundCard, neighbourTowards } from '../../../src-renderer/graph/neighbourhood.ts';
import { visibleCards, visibleEdges } from '../../../src-renderer/graph/scene.ts';
import { keyOf, sceneOf } from './bookshop.ts';

const scene = sceneOf({
  review: { x: 0, y: 0 },
  item: { x: 500, y: 300 },
  order: { x: 1000, y: 300 },
  customer: { x: 1500, y: 0 },
  note: { x: 1500, y: 900 },
});

describe('hit testing', () => {
  it('finds the card under a point, and none beside it', () => {
    expect(cardAt(scene, { x: 1010, y: 310 })?.card.name).toBe('order');
    expect(cardAt(scene, { x: 990, y: 310 })).toBeNull();
  });

  it('finds the card that was moved on top of another', () => {
    const stacked = sceneOf(
      { customer: { x: 0, y: 0 }, order: { x: 900, y: 0 } },
      { customer: { x: 900, y: 0 } },
    );
    expect(cardAt(stacked, { x: 910, y: 10 })?.card.name).toBe('customer');
  });

  it('finds an edge within reach only', () => {
    const [first] = scene.edges.filter(({ edge }) => edge.child === keyOf('order'));
    const start = first?.route[0];
    if (start === undefined) throw new Error('no edge from order');
    const near = { x: start.x + 30, y: start.y + 4 };
    expect(edgeAt(scene, near, 6)?.edge.id).toBe(first?.edge.id);
    expect(edgeAt(scene, near, 2)).toBeNull();
  });
});

describe('what can be seen', () => {
  it('is what the view touches', () => {
    const view = { x: 900, y: 250, width: 300, height: 300 };
    expect(visibleCards(scene, view).map(({ card }) => card.name)).toEqual(['order']);
    const far = { x: -900, y: -900, width: 100, height: 100 };
    expect(visibleCards(scene, far)).toEqual([]);
    expect(visibleEdges(scene, far)).toEqual([]);
  });

  it('includes an edge that crosses the view between two tables out of sight', () => {
    const between = { x: 860, y: 0, width: 60, height: 900 };
    expect(visibleCards(scene, between)).toEqual([]);
    expect(visibleEdges(scene, between).map(({ edge }) => edge.child)).toContain(keyOf('item'));
  });
});

describe('a neighbourhood', () => {
  it('is a table, its relations, and the tables they lead to', () => {
    const around = aroundCard(
      scene.edges.map(({ edge }) => edge),
      keyOf('order'),
    );
    expect([...around.cards].sort()).toEqual(['customer', 'item', 'order'].map(keyOf));
    expect(around.edges.size).toBe(2);
  });

  it('is walked in the direction of the arrow', () => {
    expect(neighbourTowards(scene, keyOf('order'), 'right')).toBe(keyOf('customer'));
    expect(neighbourTowards(scene, keyOf('order'), 'left')).toBe(keyOf('item'));
    expect(neighbourTowards(scene, keyOf('note'), 'up')).toBeNull();
  });
});

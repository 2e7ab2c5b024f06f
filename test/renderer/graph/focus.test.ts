import { expect, it } from 'vitest';
import { createCards } from '../../../src-renderer/graph/card.ts';
import { createEdges } from '../../../src-renderer/graph/edge.ts';
import { withinDepth } from '../../../src-renderer/graph/focus.ts';
import { keyOf, relations, tables } from './bookshop.ts';

const edges = createEdges(tables, createCards(tables, relations), relations);
const within = (name: string, depth: number) =>
  [...withinDepth(edges, keyOf(name), depth)]
    .map(([key, distance]) => `${JSON.parse(key)[1]} ${distance}`)
    .sort();

it('a focus has the tables up to a number of relations away, in both directions', () => {
  expect(within('profile', 1)).toEqual(['customer 1', 'profile 0']);
  expect(within('profile', 2)).toEqual(['customer 1', 'order 2', 'profile 0', 'review 2']);
  expect(within('profile', 3)).toContain('item 3');
});

it('a table without relations stays alone', () => {
  expect(within('note', 5)).toEqual(['note 0']);
});

import { expect, test } from 'vitest';
import { grouped, matching, type PaletteEntry } from '../../../src-renderer/format/palette.ts';

const entry = (title: string): PaletteEntry => ({
  key: title,
  title,
  kind: 'table',
  group: title.slice(0, 5),
  keys: null,
});
const entries = ['order_item', 'reorder', 'order', 'Show the relation graph', 'Graph: fit all'].map(entry);
const found = (search: string, limit = 10) => matching(entries, search, limit).map(({ title }) => title);

test('what begins with the search comes first, then what has a word that does', () => {
  expect(found('order')).toEqual(['order_item', 'order', 'reorder']);
  expect(found('graph')).toEqual(['Graph: fit all', 'Show the relation graph']);
  expect(found('item')).toEqual(['order_item']);
});

test('all words are sought, in any order and letters', () => {
  expect(found('GRAPH show')).toEqual(['Show the relation graph']);
  expect(found('nothing')).toEqual([]);
});

test('an empty search gives all, as many as are wanted', () => {
  expect(found('', 2)).toEqual(['order_item', 'reorder']);
});

test('entries are grouped in their order, and what was used last stands first, once', () => {
  const titles = (keys: readonly string[]) =>
    grouped(entries, { title: 'used', keys }).map((group) => [
      group.title,
      group.entries.map(({ title }) => title).join(),
    ]);
  expect(titles([])).toEqual([
    ['order', 'order_item,order'],
    ['reord', 'reorder'],
    ['Show ', 'Show the relation graph'],
    ['Graph', 'Graph: fit all'],
  ]);
  expect(titles(['Graph: fit all', 'gone', 'order'])).toEqual([
    ['used', 'Graph: fit all,order'],
    ['order', 'order_item'],
    ['reord', 'reorder'],
    ['Show ', 'Show the relation graph'],
  ]);
});

import { expect, test } from 'vitest';
import {
  closed,
  kept,
  moved,
  noTabs,
  type OpenTabs,
  opened,
  othersThan,
  pinned,
  rightOf,
  type TabStay,
} from '../../../src-renderer/format/open-tabs.ts';

const show = (open: OpenTabs, id: string, stay: TabStay = 'kept') =>
  opened(open, { id, kind: 'records', stay });
const ids = (open: OpenTabs) => open.tabs.map(({ id }) => id).join(' ');
const abc = show(show(show(noTabs, 'a'), 'b'), 'c');

test('a preview takes the place of the one before, wherever that stands', () => {
  const open = show(show(show(show(noTabs, 'a'), 'p', 'preview'), 'b'), 'q', 'preview');
  expect(ids(open)).toBe('graph a q b');
  expect(open.activeId).toBe('q');
});

test('a preview that is kept is not replaced, and what is kept never becomes a preview', () => {
  const p = show(noTabs, 'p', 'preview');
  for (const stays of [kept(p, 'p'), show(p, 'p'), pinned(p, 'p', true)]) {
    expect(ids(show(show(stays, 'p', 'preview'), 'q', 'preview'))).toBe('graph p q');
  }
});

test('pinned tabs stand left, in the order in which they were pinned', () => {
  const open = pinned(pinned(abc, 'c', true), 'b', true);
  expect(ids(open)).toBe('graph c b a');
  expect(ids(pinned(open, 'c', false))).toBe('graph b c a');
});

test('others are closed but for pinned ones, and to the right only those that stand there', () => {
  const open = show(pinned(abc, 'c', true), 'd');
  expect(ids(open)).toBe('graph c a b d');
  expect(othersThan(open, 'b')).toEqual(['a', 'd']);
  expect(rightOf(open, 'a')).toEqual(['b', 'd']);
  expect(rightOf(open, 'graph')).toEqual(['a', 'b', 'd']);
});

test('the neighbour to the right takes the place of a closed tab, else the one to the left; the graph stays', () => {
  const at = (id: string) => ({ ...abc, activeId: id });
  expect(closed(at('b'), new Set(['b'])).activeId).toBe('c');
  expect(closed(at('c'), new Set(['c'])).activeId).toBe('b');
  expect(closed(at('b'), new Set(['b', 'c'])).activeId).toBe('a');
  expect(closed(at('a'), new Set(['c'])).activeId).toBe('a');
  expect(closed(at('b'), new Set(['graph', 'a', 'b', 'c']))).toEqual(noTabs);
});

test('a tab is moved among its like', () => {
  expect(ids(moved(abc, 'a', 3))).toBe('graph b c a');
  expect(ids(moved(abc, 'c', 1))).toBe('graph c a b');
  expect(ids(moved(abc, 'a', 0))).toBe('graph a b c');
  expect(ids(moved(abc, 'c', 9))).toBe('graph a b c');
  expect(ids(moved(abc, 'graph', 2))).toBe('graph a b c');
  const open = pinned(pinned(abc, 'c', true), 'b', true);
  expect(ids(moved(open, 'c', 3))).toBe('graph b c a');
  expect(ids(moved(open, 'a', 1))).toBe('graph c b a');
});

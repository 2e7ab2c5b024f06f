import { expect, test } from 'vitest';
import { answered, type Way } from '../../src-main/model/way.ts';

const visit = { schema: '', name: 'visit' };
const place = { schema: '', name: 'place' };
const way: Way = {
  kind: 'pointElsewhere',
  label: '',
  changes: [
    { kind: 'delete', table: place, where: { keys: [{ id: 1 }] } },
    { kind: 'update', table: visit, where: { referencing: 'r' }, set: { note: 'kept' } },
    { kind: 'insert', table: visit, rows: [{ id: 1 }, { id: 2, at_town: 3 }] },
  ],
  asks: {
    parent: { table: place, columns: ['town', 'street'] },
    places: [
      { change: 1, row: null, columns: ['at_town', 'at_street'] },
      { change: 2, row: 1, columns: ['at_town', 'at_street'] },
    ],
  },
};

test('a chosen key goes where a way asks for it, and nowhere else', () => {
  expect(answered(way, { town: 5, street: 'Long Lane' })).toEqual([
    way.changes[0],
    { ...way.changes[1], set: { note: 'kept', at_town: 5, at_street: 'Long Lane' } },
    { ...way.changes[2], rows: [{ id: 1 }, { id: 2, at_town: 5, at_street: 'Long Lane' }] },
  ]);
});

test('a way that asks for nothing is its changes', () => {
  expect(answered({ ...way, asks: null }, {})).toBe(way.changes);
});

import { describe, expect, it } from 'vitest';
import type { Relation } from '../../../src-main/model/relation.ts';
import { blastRadius } from '../../../src-renderer/graph/blast-radius.ts';
import { keyOf, relation, relations } from './bookshop.ts';

function reached(some: readonly Relation[], root: string): string[] {
  return blastRadius(some, keyOf(root)).reached.map(
    ({ table, action, depth, keyOnly }) =>
      `${depth} ${action} ${JSON.parse(table)[1]}${keyOnly ? ' by key' : ''}`,
  );
}

describe('a blast radius', () => {
  it('goes on where rows are deleted, and ends where they are changed or refuse', () => {
    expect(reached(relations, 'customer')).toEqual([
      '1 cascade order',
      '1 cascade profile',
      '1 setNull customer',
      '1 setNull review',
      '2 cascade item',
    ]);
  });

  it('names a table once for each thing that may happen to it, on its shortest way', () => {
    const some = [
      relation('b.a', 'a.id'),
      relation('c.b', 'b.id'),
      relation('c.a', 'a.id', { onDelete: 'restrict' }),
    ];
    expect(reached(some, 'a')).toEqual(['1 cascade b', '1 restrict c', '2 cascade c']);
  });

  it('ends in a circle, and says that the table itself is reached again', () => {
    const some = [relation('b.a', 'a.id'), relation('a.b', 'b.id'), relation('a.parent', 'a.id')];
    expect(reached(some, 'a')).toEqual(['1 cascade a', '1 cascade b']);
    expect(blastRadius(some, keyOf('a')).relations.size).toBe(3);
  });

  it('follows a key that changes since its column references another table', () => {
    const some = [
      relation('b.id', 'a.id', { onDelete: 'setDefault' }),
      relation('c.b', 'b.id', { onUpdate: 'cascade' }),
      relation('d.b', 'b.id', { onUpdate: 'restrict' }),
      relation('e.b', 'b.other', { onUpdate: 'cascade' }),
    ];
    expect(reached(some, 'a')).toEqual(['1 setDefault b', '2 cascade c by key', '2 restrict d by key']);
  });

  it('sets only the columns that the relation names', () => {
    const some = [
      relation('b.x,y', 'a.x,y', { onDelete: 'setNull', setColumns: ['y'] }),
      relation('c.x', 'b.x', { onUpdate: 'cascade' }),
    ];
    expect(reached(some, 'a')).toEqual(['1 setNull b']);
  });

  it('leaves out what nobody keeps', () => {
    const some = [
      relation('b.a', 'a.id', { state: 'notEnforced' }),
      relation('c.a', 'a.id', { state: 'stale' }),
    ];
    expect(reached(some, 'a')).toEqual([]);
  });
});

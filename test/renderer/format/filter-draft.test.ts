import { describe, expect, it } from 'vitest';
import type { Column } from '../../../src-main/model/catalog.ts';
import type { Filter } from '../../../src-main/model/change.ts';
import {
  draftOf,
  filterOfDraft,
  newCondition,
  newGroup,
  operatorsOf,
  withDraft,
} from '../../../src-renderer/format/filter-draft.ts';
import { filterText } from '../../../src-renderer/format/filter-terms.ts';

function column(name: string, kind: Column['kind']): Column {
  return {
    name,
    type: kind,
    kind,
    nullable: true,
    default: null,
    generated: null,
    identity: null,
    enumValues: null,
    collation: null,
    comment: null,
  };
}
const columns = [column('name', 'text'), column('stock', 'integer')];

describe('a filter that is put together', () => {
  it.each<Filter>([
    {
      and: [
        { column: 'name', op: 'startsWith', value: 'A' },
        { column: 'stock', op: 'between', value: [1, 9] },
      ],
    },
    {
      or: [
        { column: 'stock', op: 'in', value: [1, 2] },
        {
          and: [
            { column: 'name', op: 'isNull' },
            { column: 'stock', op: 'gt', value: 3 },
          ],
        },
      ],
    },
    {
      and: [
        { column: 'stock', op: 'notNull' },
        {
          not: {
            or: [
              { column: 'stock', op: 'eq', value: 1 },
              { column: 'name', op: 'contains', value: "'" },
            ],
          },
        },
      ],
    },
    { not: { column: 'stock', op: 'lt', value: 5 } },
  ])('is the same after it was a draft: %j', (filter) => {
    expect(filterOfDraft(draftOf(filter, columns), columns)).toEqual({ ok: true, filter });
  });

  it('asks for nothing without conditions', () => {
    expect(filterOfDraft(newGroup('or', [newGroup('and', [])]), columns)).toEqual({ ok: true, filter: null });
  });

  it('says which condition cannot be asked, and why', () => {
    const condition = { ...newCondition('stock', 'between'), text: '1', last: 'many' };
    expect(filterOfDraft(newGroup('and', [condition]), columns)).toEqual({
      ok: false,
      id: condition.id,
      message: 'stock takes a whole number, such as 42.',
    });
  });

  it('changes or loses a part wherever it stands', () => {
    const inner = newCondition('name', 'isNull');
    const root = newGroup('and', [newGroup('or', [inner])]);
    const changed = withDraft(root, inner.id, { ...inner, op: 'notNull' });
    expect(filterOfDraft(changed, columns)).toEqual({ ok: true, filter: { column: 'name', op: 'notNull' } });
    expect(filterOfDraft(withDraft(root, inner.id, null), columns)).toEqual({ ok: true, filter: null });
  });

  it('offers what fits the type of a column', () => {
    expect(operatorsOf(column('done', 'boolean'))).toEqual(['eq', 'ne', 'isNull', 'notNull']);
    expect(operatorsOf(column('at', 'timestamp'))).toContain('between');
    expect(operatorsOf(column('name', 'text'))).toContain('startsWith');
    expect(operatorsOf({ ...column('id', 'integer'), nullable: false })).not.toContain('isNull');
  });

  it('is told in words, with groups in parentheses', () => {
    expect(
      filterText({
        and: [
          { column: 'stock', op: 'between', value: [1, 9] },
          {
            or: [{ column: 'name', op: 'isNull' }, { not: { column: 'name', op: 'startsWith', value: 'A' } }],
          },
        ],
      }),
    ).toBe('stock is between 1 and 9 and (name is NULL or not (name starts with A))');
  });
});

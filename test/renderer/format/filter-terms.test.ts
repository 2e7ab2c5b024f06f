import { describe, expect, it } from 'vitest';
import type { Column } from '../../../src-main/model/catalog.ts';
import { filterOf, filterText, rowFilter } from '../../../src-renderer/format/filter-terms.ts';

const stock: Column = {
  name: 'stock',
  type: 'integer',
  kind: 'integer',
  nullable: true,
  default: null,
  generated: null,
  identity: null,
  enumValues: null,
  collation: null,
  comment: null,
};

describe('a quick filter', () => {
  it('compares with a value of the column', () => {
    expect(filterOf(stock, 'ge', '5')).toEqual({ ok: true, filter: { column: 'stock', op: 'ge', value: 5 } });
  });

  it('takes several values for "is one of"', () => {
    expect(filterOf(stock, 'in', '1, 2')).toEqual({
      ok: true,
      filter: { column: 'stock', op: 'in', value: [1, 2] },
    });
  });

  it('takes no value for NULL', () => {
    expect(filterOf(stock, 'isNull', '')).toEqual({ ok: true, filter: { column: 'stock', op: 'isNull' } });
  });

  it('searches the text of a number', () => {
    expect(filterOf(stock, 'contains', '5')).toEqual({
      ok: true,
      filter: { column: 'stock', op: 'contains', value: '5' },
    });
  });

  it('says what is wrong with a value', () => {
    expect(filterOf(stock, 'eq', 'many')).toEqual({
      ok: false,
      message: 'stock takes a whole number, such as 42.',
    });
  });

  it('finds a row by all columns of its key', () => {
    const filter = rowFilter({ order_id: 7, line: 2 });
    expect(filter).toEqual({
      and: [
        { column: 'order_id', op: 'eq', value: 7 },
        { column: 'line', op: 'eq', value: 2 },
      ],
    });
    expect(filterText(filter)).toBe('order_id equals 7 and line equals 2');
  });
});

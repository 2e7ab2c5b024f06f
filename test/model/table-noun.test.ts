import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../src-main/model/table-noun.ts';

describe('rowsOf', () => {
  it.each([
    ['customers', 1, '1 customer'],
    ['customers', 2, '2 customers'],
    ['categories', 1, '1 category'],
    ['order_statuses', 1, '1 order status'],
    ['addresses', 1, '1 address'],
    ['boxes', 1, '1 box'],
    ['status', 1, '1 status'],
    ['purchases', 1, '1 purchase'],
    ['OrderItem', 1, '1 order item'],
    ['person', 2, '2 person rows'],
  ])('calls rows of %s, %i of them, "%s"', (table, count, text) => {
    expect(rowsOf(table, count)).toBe(text);
  });

  it('keeps a lower bound plural', () => {
    expect(rowsOf('customers', 1, false)).toBe('1+ customers');
  });
});

import { describe, expect, it } from 'vitest';
import type { ChangePlan, Effect } from '../../src-main/model/plan.ts';
import { planSummary } from '../../src-main/model/plan-summary.ts';

type Asked = Pick<Effect, 'action' | 'count'> & { table: string; from?: number; exact?: boolean };

/** A plan of these effects; the totals are theirs, per table and action. */
function planOf(...asked: readonly Asked[]): Pick<ChangePlan, 'effects' | 'totals'> {
  const effects = asked.map(
    ({ table, action, count, from, exact = true }, id): Effect => ({
      id,
      table: { schema: '', name: table },
      action,
      cause: from === undefined ? null : { relation: 'r', referentialAction: 'cascade', from },
      count,
      exact,
      columns: [],
      sample: [],
    }),
  );
  const totals = [...Map.groupBy(effects, ({ table, action }) => `${table.name} ${action}`).values()].flatMap(
    ([first, ...others]) =>
      first === undefined
        ? []
        : [
            {
              table: first.table,
              action: first.action,
              count: others.reduce((sum, { count }) => sum + count, first.count),
            },
          ],
  );
  return { effects, totals };
}

describe('planSummary', () => {
  it('names what was asked for and counts what follows', () => {
    const plan = planOf(
      { table: 'customers', action: 'delete', count: 1 },
      { table: 'orders', action: 'delete', count: 12, from: 0 },
      { table: 'order_items', action: 'delete', count: 25, from: 1 },
    );
    expect(planSummary(plan)).toBe('Delete 1 customer and 37 related rows');
  });

  it('says no more than was asked for where nothing follows', () => {
    expect(planSummary(planOf({ table: 'order_items', action: 'update', count: 2 }))).toBe(
      'Update 2 order items',
    );
  });

  it('counts one related row as one', () => {
    const plan = planOf(
      { table: 'customers', action: 'delete', count: 1 },
      { table: 'profiles', action: 'delete', count: 1, from: 0 },
    );
    expect(planSummary(plan)).toBe('Delete 1 customer and 1 related row');
  });

  it('tells related rows that are changed from those that are deleted', () => {
    const plan = planOf(
      { table: 'customers', action: 'delete', count: 1 },
      { table: 'orders', action: 'delete', count: 3, from: 0 },
      { table: 'reviews', action: 'update', count: 5, from: 0 },
    );
    expect(planSummary(plan)).toBe('Delete 1 customer and 3 related rows, update 5 related rows');
  });

  it('puts deletes first, whatever was staged first', () => {
    const plan = planOf(
      { table: 'books', action: 'insert', count: 1 },
      { table: 'books', action: 'update', count: 2 },
      { table: 'authors', action: 'delete', count: 1 },
    );
    expect(planSummary(plan)).toBe('Delete 1 author, update 2 books, insert 1 book');
  });

  it('lists each table that was asked for', () => {
    const plan = planOf(
      { table: 'customers', action: 'delete', count: 2 },
      { table: 'books', action: 'delete', count: 1 },
      { table: 'reviews', action: 'delete', count: 4, from: 1 },
    );
    expect(planSummary(plan)).toBe('Delete 2 customers, 1 book and 4 related rows');
  });

  it('shows a lower bound as one', () => {
    const plan = planOf(
      { table: 'customers', action: 'delete', count: 1 },
      { table: 'orders', action: 'delete', count: 10_000, from: 0, exact: false },
    );
    expect(planSummary(plan)).toBe('Delete 1 customer and 10,000+ related rows');
  });

  it('does not make up a plural for a table whose name is none', () => {
    expect(planSummary(planOf({ table: 'OrderItem', action: 'delete', count: 3 }))).toBe(
      'Delete 3 order item rows',
    );
  });

  it('says so when nothing changes', () => {
    expect(planSummary(planOf({ table: 'customers', action: 'update', count: 0 }))).toBe('Change nothing');
  });
});

import { describe, expect, it } from 'vitest';
import type { Table } from '../../../src-main/model/catalog.ts';
import { tableKey } from '../../../src-main/model/identity.ts';
import type { Effect } from '../../../src-main/model/plan.ts';
import { impliedRows } from '../../../src-renderer/format/implied-rows.ts';
import { rowKey } from '../../../src-renderer/format/staged-edits.ts';
import { table as tableOf } from '../graph/bookshop.ts';

const orders: Table = tableOf('orders', ['id', 'customer_id']);
const key = tableKey(orders);

const effect = (
  id: number,
  from: number | null,
  action: Effect['action'],
  ids: readonly number[],
): Effect => ({
  id,
  table: { schema: orders.schema, name: orders.name },
  action,
  cause: from === null ? null : { relation: 'r', referentialAction: 'cascade', from },
  count: ids.length,
  exact: true,
  columns: [],
  sample: ids.map((row) => ({ key: { id: row }, before: { id: row, customer_id: 1 }, after: null })),
});
const implied = (...effects: readonly Effect[]) =>
  impliedRows(
    effects,
    ({ sample }) => sample,
    () => orders,
  );

describe('rows that would follow from a change', () => {
  it('are those with a cause, by their keys; what was asked for is staged already', () => {
    const found = implied(effect(1, null, 'delete', [7]), effect(2, 1, 'delete', [1, 2])).get(key);
    expect(found?.rows).toEqual(
      new Map([
        [rowKey({ id: 1 }), 'delete'],
        [rowKey({ id: 2 }), 'delete'],
      ]),
    );
    expect(found?.totals).toEqual({ delete: 2 });
  });

  it('of one table are counted together, by what happens to them', () => {
    const found = implied(effect(2, 1, 'delete', [1, 2]), effect(3, 1, 'update', [3]), {
      ...effect(4, 2, 'delete', [4]),
      exact: false,
    }).get(key);
    expect(found?.totals).toEqual({ delete: 3, update: 1 });
    expect(found?.exact).toBe(false);
  });

  it('are marked where they stand now, though the change gives them another key', () => {
    const moved: Effect = {
      ...effect(2, 1, 'update', []),
      count: 1,
      sample: [{ key: { id: 50 }, before: { id: 5, customer_id: 1 }, after: { id: 50, customer_id: 1 } }],
    };
    expect([...(implied(moved).get(key)?.rows.keys() ?? [])]).toEqual([rowKey({ id: 5 })]);
  });

  it('are none where an effect reaches no row', () => {
    expect(implied({ ...effect(2, 1, 'delete', []), count: 0 }).size).toBe(0);
  });
});

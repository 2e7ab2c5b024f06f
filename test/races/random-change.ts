import type { TableRef } from '../../src-main/model/catalog.ts';
import type { Change } from '../../src-main/model/change.ts';
import type { Row } from '../../src-main/model/value.ts';
import type { Random } from '../fuzz/random.ts';
import type { TableName } from './world.ts';

/** Changes that get into each other's way: few parents, of whom all sessions delete, re-key, and hang children on. */
export function randomChange(
  random: Random,
  tableOf: (name: TableName) => TableRef,
  mark: number,
): readonly Change[] {
  const customer = () => random.pick([1, 1, 2, 2, 3, 4, 5, 6]);
  const order = () => random.pick([11, 11, 12, 21, 21, 22, 31, 41]);
  const category = () => random.pick([1, 2, 2, 3, 4, 5, 9]);
  const fresh = (n = 0) => mark * 10 + n;
  const insert = (name: TableName, ...rows: readonly Row[]): Change => ({
    kind: 'insert',
    table: tableOf(name),
    rows,
  });
  const remove = (name: TableName, ...keys: readonly Row[]): Change => ({
    kind: 'delete',
    table: tableOf(name),
    where: { keys },
  });
  const set = (name: TableName, key: Row, values: Row): Change => ({
    kind: 'update',
    table: tableOf(name),
    where: { keys: [key] },
    set: values,
  });
  const wholeOrder = (id: number, customerId: number): readonly Change[] => [
    insert('order_line', { order_id: id, line: 1, amount: mark }, { order_id: id, line: 2, amount: -mark }),
    insert('orders', { id, customer_id: customerId }),
    insert('shipment', { id, order_id: id, line: 2 }),
  ];
  const all: readonly (() => readonly Change[])[] = [
    () => [remove('customer', { id: customer() })],
    () => [remove('customer', { id: customer() }), remove('category', { id: category() })],
    () => [remove('customer', { id: 1 }, { id: 2 }, { id: 3 })],
    () => [
      {
        kind: 'delete',
        table: tableOf('customer'),
        where: { filter: { column: 'id', op: random.pick(['le', 'ge']), value: customer() } },
      },
    ],
    () => [set('customer', { id: customer() }, { id: fresh() })],
    () => [set('customer', { id: customer() }, { id: customer() })],
    () => [set('customer', { id: customer() }, { id: fresh() }), ...wholeOrder(fresh(), fresh())],
    () => [
      insert('customer', { id: fresh(), name: 'New' }),
      set('orders', { id: order() }, { customer_id: fresh() }),
    ],
    () => wholeOrder(fresh(), customer()),
    () => [...wholeOrder(fresh(), customer()), ...wholeOrder(fresh(1), customer())],
    () => [set('orders', { id: order() }, { customer_id: customer() })],
    () => [set('orders', { id: order() }, { id: fresh(), customer_id: customer() })],
    () => [set('orders', { id: order() }, { id: fresh() })],
    () => [remove('orders', { id: order() })],
    () => [remove('orders', { id: order() }), set('review', { id: 3 }, { customer_id: customer() })],
    () => [insert('shipment', { id: fresh(), order_id: order(), line: 1 })],
    () => [set('shipment', { id: random.pick([1, 2, 3, 4, 5]) }, { order_id: order(), line: 2 })],
    () => [insert('review', { id: fresh(), customer_id: customer() })],
    () => [set('review', { id: random.pick([1, 2, 3, 4, 5]) }, { customer_id: customer() })],
    () => [insert('invoice', { id: fresh(), customer_id: customer() })],
    () => [insert('visit', { id: fresh(), customer_id: customer() })],
    () => [remove('category', { id: category() })],
    () => [insert('category', { id: fresh(), parent_id: category() }, { id: fresh(1), parent_id: fresh() })],
    () => [set('category', { id: category() }, { parent_id: category() })],
  ];
  return [...random.pick(all)(), insert('ledger', { id: mark })];
}

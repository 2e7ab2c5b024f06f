import type { Change } from '../../model/change.ts';

/** The kinds of changes in the order in which a plan sends them. */
export type SendOrder = readonly Change['kind'][];

/** Parents are there before their children, and go after them. */
const usual: SendOrder = ['insert', 'update', 'delete'];

/** Orders for where the usual one fails, since a key has to be free before it is taken. The first that works is used. */
const orders: readonly SendOrder[] = [
  usual,
  ['update', 'insert', 'delete'],
  ['update', 'delete', 'insert'],
  ['insert', 'delete', 'update'],
  ['delete', 'insert', 'update'],
  ['delete', 'update', 'insert'],
];

/** The orders that differ for these changes, the usual one first. */
export function sendOrders(changes: readonly Change[]): readonly [SendOrder, ...(readonly SendOrder[])] {
  const kinds = new Set(changes.map(({ kind }) => kind));
  const distinct = new Map(
    orders.map((order) => {
      const sent = order.filter((kind) => kinds.has(kind));
      return [sent.join(), sent] as const;
    }),
  );
  const [first = usual, ...others] = distinct.values();
  return [first, ...others];
}

import { addDays, clock, daysBetween, firstDay, lastDay, later } from './calendar.ts';
import type { Book } from './catalogue.ts';
import type { Customer } from './customers.ts';
import { createRandom, type Random } from './random.ts';

export type Order = ReturnType<typeof createOrders>[number];
export type OrderItem = ReturnType<typeof createOrderItems>[number];

const notes = [
  'Please leave with the neighbour.',
  'Gift, no price inside.',
  'Ring the bell twice.',
  'Collect in shop.',
];

/** Numbered by time over all customers. Who registered early and who buys for others orders most. */
export function createOrders(customers: readonly Customer[]) {
  const random = createRandom(41);
  return customers
    .flatMap((customer) =>
      Array.from({ length: orderCount(random, customer) }, () => ({
        customer,
        placedOn: orderDay(random, customer.registered_on),
        minute: random.between(7 * 60, 22 * 60),
      })),
    )
    .sort((a, b) => a.placedOn.localeCompare(b.placedOn) || a.minute - b.minute)
    .map(({ customer, placedOn, minute }, index) => ({
      customer,
      placedOn,
      row: {
        id: index + 1,
        customer_id: customer.id,
        placed_at: `${placedOn} ${clock(minute)}`,
        status: orderStatus(random, placedOn),
        shipping: random.pick([0, 0, 2.95, 3.95, 4.95]),
        note: random.chance(0.06) ? random.pick(notes) : null,
      },
    }));
}

export function createOrderItems(orders: readonly Order[], books: readonly Book[]) {
  const random = createRandom(42);
  return orders.flatMap(({ row, customer }) => {
    const lines = customer.kind === 'business' ? random.between(2, 7) : random.between(1, 4);
    const chosen = new Set(Array.from({ length: lines }, () => random.favourite(books)));
    return [...chosen].map(({ row: book }, index) => ({
      order_id: row.id,
      line: index + 1,
      book_id: book.id,
      quantity: customer.kind === 'business' ? random.between(2, 12) : random.chance(0.9) ? 1 : 2,
      unit_price: random.chance(0.85) ? book.price : Math.round(book.price * 90) / 100,
    }));
  });
}

/** Institutions buy on account; private customers pay at once and get none. */
export function createInvoices(orders: readonly Order[], items: readonly OrderItem[]) {
  const random = createRandom(43);
  const totals = new Map<number, number>();
  for (const item of items) {
    totals.set(item.order_id, (totals.get(item.order_id) ?? 0) + item.quantity * item.unit_price);
  }
  return orders
    .filter(({ row, customer }) => customer.kind === 'business' && row.status !== 'cancelled')
    .map(({ row, placedOn }, index) => {
      const paidOn = addDays(placedOn, random.between(3, 45));
      return {
        id: index + 1,
        number: `${placedOn.slice(0, 4)}-${String(index + 1).padStart(4, '0')}`,
        order_id: row.id,
        issued_on: placedOn,
        due_on: addDays(placedOn, 30),
        total: Math.round(((totals.get(row.id) ?? 0) + row.shipping) * 100) / 100,
        paid_on: paidOn <= lastDay && random.chance(0.92) ? paidOn : null,
      };
    });
}

function orderCount(random: Random, customer: Customer): number {
  if (customer.kind === 'business') return random.between(3, 9);
  return random.chance(0.12) ? 0 : 1 + Math.floor(random.next() ** 2 * 8);
}

/** Half of the orders that fall into a quiet month move to December. */
function orderDay(random: Random, registeredOn: string): string {
  const from = later(registeredOn, firstDay);
  const day = addDays(from, random.between(0, daysBetween(from, lastDay)));
  const december = `${day.slice(0, 4)}-12-${String(random.between(1, 23)).padStart(2, '0')}`;
  const quiet = ['02', '07', '08'].includes(day.slice(5, 7));
  return quiet && december >= registeredOn && december <= lastDay && random.chance(0.5) ? december : day;
}

function orderStatus(random: Random, placedOn: string): string {
  if (random.chance(0.03)) return 'cancelled';
  const age = daysBetween(placedOn, lastDay);
  if (age > 9) return 'delivered';
  return age > 3 ? 'shipped' : 'placed';
}

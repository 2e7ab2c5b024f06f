import { addDays, earlier, firstDay, lastDay, later } from './calendar.ts';
import type { Book } from './catalogue.ts';
import type { Customer } from './customers.ts';
import type { Order, OrderItem } from './orders.ts';
import { createRandom, type Random } from './random.ts';

const verdicts: Readonly<Record<number, readonly string[]>> = {
  1: ['Not for me', 'Could not finish it', 'Disappointing'],
  2: ['Promising, then not', 'A slow start and a slow end', 'Expected more'],
  3: ['Fair', 'Good in parts', 'Does what it says'],
  4: ['Warmly recommended', 'A fine read', 'Stayed with me', 'Better than the last one'],
  5: ['A treasure', 'Read it in one night', 'My book of the year', 'Perfect', 'Bought three more as gifts'],
};
const openings = [
  'I picked it up for the cover and stayed for the prose.',
  'My reading group was divided.',
  'The first chapters take patience.',
  'A gift from my sister, and she knows me well.',
  'I have read it twice now.',
  'Clear, generous and never dull.',
];
const endings = [
  'The last third is superb.',
  'The paper is lovely, too.',
  'I would have liked an index.',
  'It arrived a day early.',
  'I will look for more by this author.',
  'The translation reads well.',
];

/** Most come with the order line they were bought by; some are written by people who read the book elsewhere. */
export function createReviews(
  customers: readonly Customer[],
  books: readonly Book[],
  orders: readonly Order[],
  items: readonly OrderItem[],
) {
  const random = createRandom(51);
  const bought = new Map(orders.map((order) => [order.row.id, order]));
  const taken = new Set<string>();
  const isNew = (customer: number, book: number) => {
    const pair = `${customer}/${book}`;
    return taken.has(pair) ? false : taken.add(pair) !== undefined;
  };
  const verified = items
    .filter(() => random.chance(0.3))
    .flatMap((item) => {
      const order = bought.get(item.order_id);
      if (order === undefined || order.row.status !== 'delivered') return [];
      if (!isNew(order.customer.id, item.book_id)) return [];
      const written_on = earlier(addDays(order.placedOn, random.between(6, 120)), lastDay);
      const from = { customer_id: order.customer.id, order_id: item.order_id, order_line: item.line };
      return [{ book_id: item.book_id, ...from, written_on }];
    });
  const others = Array.from({ length: 260 }, () => {
    const customer = random.pick(customers);
    return {
      book_id: random.favourite(books).row.id,
      customer_id: random.chance(0.85) ? customer.id : null,
      order_id: null,
      order_line: null,
      written_on: earlier(addDays(later(customer.registered_on, firstDay), random.between(1, 300)), lastDay),
    };
  }).filter((review) => review.customer_id === null || isNew(review.customer_id, review.book_id));
  return [...verified, ...others]
    .sort((a, b) => a.written_on.localeCompare(b.written_on))
    .map((review, index) => ({ id: index + 1, ...review, ...words(random) }));
}

function words(random: Random) {
  const rating = random.pick([1, 2, 3, 3, 4, 4, 4, 5, 5, 5]);
  return {
    rating,
    title: random.pick(verdicts[rating] ?? []),
    body: random.chance(0.65) ? `${random.pick(openings)} ${random.pick(endings)}` : null,
  };
}

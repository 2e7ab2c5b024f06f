import { addDays, daysBetween, lastDay, opening } from './calendar.ts';
import { mailName, personName } from './names.ts';
import { cities } from './places.ts';
import { createRandom, type Random } from './random.ts';

export const loyaltyTiers = [
  { code: 'reader', name: 'Reader', discount_percent: 0 },
  { code: 'regular', name: 'Regular', discount_percent: 2.5 },
  { code: 'bookworm', name: 'Bookworm', discount_percent: 5 },
  { code: 'patron', name: 'Patron', discount_percent: 10 },
];

export type Customer = ReturnType<typeof createCustomers>[number];

const institutions = [
  'City Library',
  'Grammar School',
  'Reading Café',
  'Community College',
  'Book Club',
  'Museum Shop',
];

/** In the order in which they registered; a referral points to somebody who was there before. */
export function createCustomers(count: number) {
  const random = createRandom(31);
  const taken = new Set<string>();
  const span = daysBetween(opening, lastDay);
  return Array.from({ length: count }, (_, index) => {
    const city = random.favourite(cities);
    const kind = index % 14 === 9 ? 'business' : 'person';
    const name =
      kind === 'person' ? personName(random, city.names) : `${city.name} ${random.pick(institutions)}`;
    return {
      id: index + 1,
      name,
      email: address(taken, mailName(name)),
      kind,
      city_id: random.chance(0.96) ? city.id : null,
      tier_code: kind === 'business' ? 'patron' : random.favourite(loyaltyTiers).code,
      referred_by_id: index > 20 && random.chance(0.18) ? random.between(1, index) : null,
      registered_on: addDays(opening, Math.floor((index / count) ** 0.6 * (span - 20))),
    };
  });
}

export function createProfiles(customers: readonly Customer[]) {
  const random = createRandom(32);
  return customers
    .filter((customer) => customer.kind === 'person' && random.chance(0.82))
    .map((customer) => ({
      customer_id: customer.id,
      birthday: random.chance(0.7) ? addDays('1948-01-01', random.between(0, 21_500)) : null,
      phone: random.chance(0.5) ? `+44 1632 960${String(random.between(0, 999)).padStart(3, '0')}` : null,
      newsletter: random.chance(0.45) ? 1 : 0,
      preferences: preferences(random),
    }));
}

function preferences(random: Random): string {
  const likes = random.sample(['crime', 'poetry', 'history', 'science', 'cookery', 'travel', 'children'], 2);
  return JSON.stringify({
    likes,
    giftWrap: random.chance(0.2),
    format: random.pick(['paperback', 'hardcover']),
  });
}

function address(taken: Set<string>, name: string): string {
  let local = name;
  for (let number = 2; taken.has(local); number += 1) local = `${name}${number}`;
  taken.add(local);
  return `${local}@example.com`;
}

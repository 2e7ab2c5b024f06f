import { addDays } from './calendar.ts';
import { type Category, categories } from './categories.ts';
import { coverThumbnail } from './cover.ts';
import { personName } from './names.ts';
import { cities, countries } from './places.ts';
import { createRandom, type Random } from './random.ts';
import { bookTitle } from './titles.ts';

export type Book = ReturnType<typeof createBooks>[number];
export type Author = ReturnType<typeof createAuthors>[number];

const houses =
  'Alder & Finch,Blue Lantern,Bellwether,Cartwheel,Copper Kettle,Driftwood,Eastgate,Fernhill,Gannet,Greyfriars,Halcyon Street,Harrow & Vale,Inkwell,Juniper,Kestrel,Larkspur,Little Mill,Meridian,Moorhen,Nightjar,Old Quay,Orchard Lane,Pelican Yard,Quayside,Red Thread,Saltmarsh,Second Shelf,Sedge & Sons,Tamarind,Thistledown,Umbra,Vesper,Wayfarer,Whitethorn,Wild Goose,Yewtree'.split(
    ',',
  );

export function createPublishers() {
  const random = createRandom(11);
  return houses.map((house, index) => ({
    id: index + 1,
    name: `${house} ${random.pick(['Press', 'Books', 'Publishing', 'Editions'])}`,
    city_id: random.chance(0.9) ? random.favourite(cities).id : null,
    founded: random.between(1871, 2019),
    website: random.chance(0.8)
      ? `https://${house.toLowerCase().replace(/[^a-z]+/g, '-')}.example.com`
      : null,
  }));
}

export function createAuthors(count: number) {
  const random = createRandom(12);
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    const country = random.favourite(countries);
    const name = untilNew(taken, () => personName(random, country.names));
    return {
      id: index + 1,
      name,
      country_code: random.chance(0.93) ? country.code : null,
      born: random.chance(0.8) ? random.between(1931, 1998) : null,
    };
  });
}

export function createBooks(count: number, publishers: readonly { readonly id: number }[]) {
  const random = createRandom(13);
  const taken = new Set<string>();
  const shelves = categories.filter((category) => category.style !== null);
  return Array.from({ length: count }, (_, index) => {
    const { category, title, subtitle } = newTitle(random, taken, shelves);
    const published_on = addDays('2009-01-15', random.between(0, 6100));
    return {
      category,
      row: {
        id: index + 1,
        isbn: isbn(index),
        title,
        subtitle,
        publisher_id: random.favourite(publishers).id,
        language: random.chance(0.86) ? 'en' : random.pick(['de', 'fr', 'es', 'it', 'nl']),
        published_on,
        pages: pages(random, category),
        price: random.between(5, 34) + random.pick([0, 0.5, 0.95, 0.99, 0.99]),
        details: random.chance(0.7) ? details(random) : null,
        cover: index % 16 === 0 ? coverThumbnail(random) : null,
      },
    };
  });
}

export function createBookAuthors(books: readonly Book[], authors: readonly Author[]) {
  const random = createRandom(14);
  return books.flatMap(({ row }) => {
    const count = random.chance(0.78) ? 1 : random.between(2, 3);
    return random.sample(authors, count).map((author, index) => ({
      book_id: row.id,
      author_id: author.id,
      position: index + 1,
      role: index === 0 ? 'author' : random.pick(['author', 'illustrator', 'translator', 'editor']),
    }));
  });
}

export function createBookCategories(books: readonly Book[]) {
  const random = createRandom(15);
  return books.flatMap(({ row, category }) => {
    const filed = new Set([category.id]);
    if (category.parentId !== null && random.chance(0.5)) filed.add(category.parentId);
    if (random.chance(0.25)) filed.add(random.pick(categories).id);
    return [...filed].map((category_id) => ({ book_id: row.id, category_id }));
  });
}

function newTitle(random: Random, taken: Set<string>, shelves: readonly Category[]) {
  for (;;) {
    const category = random.pick(shelves);
    const found = bookTitle(random, category);
    if (taken.has(found.title)) continue;
    taken.add(found.title);
    return { category, ...found };
  }
}

function untilNew(taken: Set<string>, create: () => string): string {
  let created = create();
  while (taken.has(created)) created = create();
  taken.add(created);
  return created;
}

/** An ISBN-13 with its check digit, from the range 979-8 that nobody sells by. */
function isbn(index: number): string {
  const digits = `9798${String(10_000_000 + index * 7919).slice(0, 8)}`;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

function pages(random: Random, category: Category): number {
  if (category.style === 'children') return random.between(24, 190);
  return category.style === 'verse' ? random.between(48, 120) : random.between(128, 620);
}

function details(random: Random): string {
  return JSON.stringify({
    binding: random.pick(['paperback', 'paperback', 'hardcover', 'cloth']),
    weight_g: random.between(120, 980),
    ...(random.chance(0.2) ? { signed: true } : {}),
    ...(random.chance(0.15) ? { awards: [`Shortlist ${random.between(2012, 2025)}`] } : {}),
  });
}

import {
  createAuthors,
  createBookAuthors,
  createBookCategories,
  createBooks,
  createPublishers,
} from './catalogue.ts';
import { categories } from './categories.ts';
import { createCustomers, createProfiles, loyaltyTiers } from './customers.ts';
import { createInvoices, createOrderItems, createOrders } from './orders.ts';
import { cities, countries } from './places.ts';
import { createReviews } from './reviews.ts';
import { createBranches, createStock } from './shops.ts';

export type Cell = string | number | null | Buffer;
export type SampleRows = readonly {
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, Cell>>[];
}[];

/** All rows of the sample, parents before children. */
export function createRows(): SampleRows {
  const publishers = createPublishers();
  const authors = createAuthors(240);
  const books = createBooks(960, publishers);
  const branches = createBranches();
  const customers = createCustomers(820);
  const orders = createOrders(customers);
  const items = createOrderItems(orders, books);
  return [
    { table: 'country', rows: countries.map(({ code, name, currency }) => ({ code, name, currency })) },
    { table: 'city', rows: cities.map(({ id, country, name }) => ({ id, country_code: country, name })) },
    { table: 'publisher', rows: publishers },
    { table: 'author', rows: authors },
    {
      table: 'category',
      rows: categories.map(({ id, parentId, name, slug }) => ({ id, parent_id: parentId, name, slug })),
    },
    { table: 'book', rows: books.map(({ row }) => row) },
    { table: 'book_author', rows: createBookAuthors(books, authors) },
    { table: 'book_category', rows: createBookCategories(books) },
    { table: 'branch', rows: branches },
    { table: 'stock', rows: createStock(books, branches) },
    { table: 'loyalty_tier', rows: loyaltyTiers },
    { table: 'customer', rows: customers },
    { table: 'customer_profile', rows: createProfiles(customers) },
    { table: 'order', rows: orders.map(({ row }) => row) },
    { table: 'order_item', rows: items },
    { table: 'invoice', rows: createInvoices(orders, items) },
    { table: 'review', rows: createReviews(customers, books, orders, items) },
  ];
}

import { number, type SqlDatabase } from './sql-database.ts';

/** What a delete of a customer without invoices does: rows by action and table, counted in the database itself. */
export async function effectsOfDelete(database: SqlDatabase, customer: number) {
  const orders = `SELECT id FROM "order" WHERE customer_id = ${customer}`;
  const count = (from: string) => number(database, `SELECT count(*) FROM ${from}`);
  return {
    'delete customer': await count(`customer WHERE id = ${customer}`),
    'delete customer_profile': await count(`customer_profile WHERE customer_id = ${customer}`),
    'delete order': await count(`"order" WHERE customer_id = ${customer}`),
    'delete order_item': await count(`order_item WHERE order_id IN (${orders})`),
    'update customer': await count(`customer WHERE referred_by_id = ${customer}`),
    'update review': await count(`review WHERE customer_id = ${customer} OR order_id IN (${orders})`),
  };
}

export function invoicesOf(database: SqlDatabase, customer: number) {
  return database.query(
    `SELECT i.number FROM invoice i JOIN "order" o ON o.id = i.order_id WHERE o.customer_id = ${customer}`,
  );
}

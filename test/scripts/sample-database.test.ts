import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import * as v from 'valibot';
import { afterAll, describe, expect, it } from 'vitest';
import { buildSampleDatabase } from '../../scripts/sample-database/build.ts';

const committed = fileURLToPath(new URL('../../resources/sample.db', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sample-database-'));
const built = join(folder, 'sample.db');
buildSampleDatabase(built);
const database = new Database(built);

afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const count = (sql: string, ...params: unknown[]) =>
  v.parse(
    v.number(),
    database
      .prepare(sql)
      .pluck()
      .get(...params),
  );
const names = (sql: string) => v.parse(v.array(v.string()), database.prepare(sql).pluck().all());
const tables = names(
  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
);
const foreignKeys = "sqlite_schema AS t JOIN pragma_foreign_key_list(t.name) AS k WHERE t.type = 'table'";

describe('the sample database', () => {
  it('is the same bytes each time it is generated, and those are the committed ones', () => {
    const again = join(folder, 'again.db');
    buildSampleDatabase(again);
    expect(readFileSync(again).equals(readFileSync(built))).toBe(true);
    expect(readFileSync(committed).equals(readFileSync(built))).toBe(true);
  });

  it('is about 20,000 rows in 17 tables and below 3 MB', () => {
    const rows = Object.fromEntries(tables.map((table) => [table, count(`SELECT count(*) FROM "${table}"`)]));
    expect(rows).toMatchInlineSnapshot(`
      {
        "author": 240,
        "book": 960,
        "book_author": 1244,
        "book_category": 1680,
        "branch": 5,
        "category": 40,
        "city": 71,
        "country": 20,
        "customer": 820,
        "customer_profile": 629,
        "invoice": 334,
        "loyalty_tier": 4,
        "order": 2578,
        "order_item": 7103,
        "publisher": 36,
        "review": 2272,
        "stock": 2554,
      }
    `);
    expect(readFileSync(built).length).toBeLessThan(3_000_000);
  });

  it('holds every referential action on delete and four on update', () => {
    expect(names(`SELECT DISTINCT k.on_delete FROM ${foreignKeys} ORDER BY 1`)).toEqual([
      'CASCADE',
      'NO ACTION',
      'RESTRICT',
      'SET DEFAULT',
      'SET NULL',
    ]);
    expect(names(`SELECT DISTINCT k.on_update FROM ${foreignKeys} ORDER BY 1`)).toEqual([
      'CASCADE',
      'NO ACTION',
      'RESTRICT',
      'SET NULL',
    ]);
  });

  it('has a name for each foreign key', () => {
    const definitions = names(
      "SELECT sql FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL",
    ).join();
    const named = definitions.match(/CONSTRAINT \w+_fk FOREIGN KEY/g)?.length;
    expect(named).toBe(count(`SELECT count(*) FROM ${foreignKeys} AND k.seq = 0`));
    expect(named).toBe(23);
  });

  it('has self-references, a composite foreign key and a one-to-one relation', () => {
    expect(
      names(`SELECT t.name || '.' || k."from" FROM ${foreignKeys} AND k."table" = t.name ORDER BY 1`),
    ).toEqual(['category.parent_id', 'customer.referred_by_id']);
    expect(names(`SELECT t.name || '.' || k."from" FROM ${foreignKeys} AND k.seq = 1`)).toEqual([
      'review.order_line',
    ]);
    expect(count('SELECT count(*) FROM review WHERE order_line IS NOT NULL')).toBeGreaterThan(1000);
    expect(names("SELECT name FROM pragma_table_info('customer_profile') WHERE pk > 0")).toEqual([
      'customer_id',
    ]);
  });

  it('leaves order_item.book_id alone without an index', () => {
    const withIndex = `SELECT 1 FROM pragma_index_list(t.name) AS i JOIN pragma_index_info(i.name) AS c
      WHERE c.seqno = 0 AND c.name = k."from"`;
    expect(
      names(`SELECT t.name || '.' || k."from" FROM ${foreignKeys} AND k.seq = 0
      AND NOT EXISTS (${withIndex}) AND NOT EXISTS (
        SELECT 1 FROM pragma_table_info(t.name) AS c WHERE c.pk = 1 AND c.name = k."from")`),
    ).toEqual(['order_item.book_id']);
  });

  it('has no orphans and carries statistics', () => {
    expect(database.pragma('foreign_key_check')).toEqual([]);
    expect(count('SELECT count(DISTINCT tbl) FROM sqlite_stat1')).toBe(tables.length);
  });

  it('lets customer 16 be deleted, which reaches five tables', () => {
    const reached = {
      order: count('SELECT count(*) FROM "order" WHERE customer_id = 16'),
      orderItem: count(
        'SELECT count(*) FROM order_item JOIN "order" ON id = order_id WHERE customer_id = 16',
      ),
      profile: count('SELECT count(*) FROM customer_profile WHERE customer_id = 16'),
      referred: count('SELECT count(*) FROM customer WHERE referred_by_id = 16'),
      review: count(`SELECT count(*) FROM review WHERE customer_id = 16
        OR order_id IN (SELECT id FROM "order" WHERE customer_id = 16)`),
    };
    expect(reached).toMatchInlineSnapshot(`
      {
        "order": 8,
        "orderItem": 19,
        "profile": 1,
        "referred": 2,
        "review": 5,
      }
    `);
    expect(Math.min(...Object.values(reached))).toBeGreaterThan(0);
    undone(() => expect(database.prepare('DELETE FROM customer WHERE id = 16').run().changes).toBe(1));
  });

  it('does not let customer 10 be deleted, whose orders have invoices, nor a book that was sold', () => {
    const invoices =
      'SELECT count(*) FROM invoice JOIN "order" o ON o.id = order_id WHERE o.customer_id = 10';
    expect(count(invoices)).toMatchInlineSnapshot(`6`);
    undone(() => expect(() => database.exec('DELETE FROM customer WHERE id = 10')).toThrow('FOREIGN KEY'));
    expect(count('SELECT count(*) FROM order_item WHERE book_id = 1')).toMatchInlineSnapshot(`271`);
    undone(() => expect(() => database.exec('DELETE FROM book WHERE id = 1')).toThrow('FOREIGN KEY'));
  });
});

function undone(run: () => void): void {
  database.exec('BEGIN');
  run();
  if (database.inTransaction) database.exec('ROLLBACK');
}

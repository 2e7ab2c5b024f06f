import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import Sqlite from 'better-sqlite3';
import { sqlite } from '../../src-main/dialects/sqlite/index.ts';
import { createServices } from '../../src-main/services/create-services.ts';
import { createSessionSecrets } from '../../src-main/storage/secrets.ts';

/** A folder of its own with a small SQLite database, and services that keep their files there. */
export async function createShop() {
  const folder = await mkdtemp(join(tmpdir(), 'referee-shop-'));
  const file = join(folder, 'shop.db');
  fill(file);
  const services = createServices({
    dialects: [sqlite],
    folder: join(folder, 'home'),
    secrets: createSessionSecrets(),
    sampleDatabase: file,
  });
  return {
    folder,
    file,
    url: `sqlite:${file}`,
    services,
    client: createRouterClient(services.router, { context: { client: 'test' } }),
    async close() {
      await services.connections.closeAll();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function fill(file: string): void {
  const database = new Sqlite(file);
  database.exec(`
    CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT);
    CREATE TABLE orders (
      id INTEGER PRIMARY KEY,
      customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE
    );
    CREATE TABLE numbers (id INTEGER PRIMARY KEY);
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO numbers SELECT i FROM n;
    INSERT INTO customers VALUES (1, 'Ada', 'London'), (2, 'Bea', NULL), (3, 'Cid', 'Madrid');
    INSERT INTO orders VALUES (10, 1), (11, 1), (12, 3);
  `);
  database.close();
}

/** On `numbers`: keeps SQLite busy for a minute, unless it is cancelled between two rows. */
export const longCondition = `(WITH RECURSIVE n (i) AS (
  SELECT numbers.id UNION ALL SELECT i + 1 FROM n WHERE i < 1000000
) SELECT count(*) FROM n) < 0`;

export const numbers = { schema: '', name: 'numbers' };

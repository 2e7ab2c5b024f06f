import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { findServer } from '../../support/find-servers.ts';
import { connect, openSample } from '../pages/open.ts';
import { openMysql } from './mysql.ts';
import { openPostgresql } from './postgresql.ts';
import { shopRows, shopSchema } from './shop-schema.ts';
import type { SqlDatabase } from './sql-database.ts';
import { openSqlite } from './sqlite.ts';

export type Shop = {
  readonly database: SqlDatabase;
  /** An equal copy that the program knows nothing of. */
  readonly twin: SqlDatabase;
  close(): Promise<void>;
};

/** A bookshop and a shell that opens it. */
export type ShopKind = {
  readonly title: string;
  readonly shell: 'web' | 'desktop';
  /** Id of a customer with rows in all tables of customers, none of which restricts. */
  readonly customer: number;
  /** Id of one whose invoices restrict. */
  readonly invoiced: number;
  open(app: Page, home: string): Promise<Shop>;
};

const sampleIds = { customer: 16, invoiced: 10 };
const smallIds = { customer: 2, invoiced: 1 };

export const shopKinds: readonly ShopKind[] = [
  { title: 'SQLite, the web shell', shell: 'web', ...sampleIds, open: openSampleShop },
  { title: 'SQLite, the desktop shell', shell: 'desktop', ...sampleIds, open: openSampleShop },
  {
    title: 'PostgreSQL, the web shell',
    shell: 'web',
    ...smallIds,
    open: (app) => openServerShop(app, 'postgresql', openPostgresql, shopSchema('ON DELETE SET DEFAULT')),
  },
  {
    title: 'MariaDB, the web shell',
    shell: 'web',
    ...smallIds,
    open: (app) =>
      openServerShop(app, 'mysql', openMysql, [
        'ALTER DATABASE CHARACTER SET utf8mb4',
        ...shopSchema('ON DELETE NO ACTION'),
      ]),
  },
];

async function openSampleShop(app: Page, home: string): Promise<Shop> {
  await openSample(app);
  const copy = join(home, 'twin.db');
  copyFileSync('resources/sample.db', copy);
  const [database, twin] = await Promise.all([openSqlite(join(home, 'sample.db')), openSqlite(copy)]);
  return {
    database,
    twin,
    async close() {
      await database.close();
      await twin.close();
    },
  };
}

async function openServerShop(
  app: Page,
  engine: string,
  open: (url: string) => Promise<SqlDatabase>,
  schema: readonly string[],
): Promise<Shop> {
  const server = await findServer(engine);
  const fresh = await Promise.all([server.fresh(), server.fresh()]);
  const [database, twin] = await Promise.all([open(fresh[0].url), open(fresh[1].url)]);
  for (const one of [database, twin]) {
    for (const statement of [...schema, ...shopRows]) await one.query(statement);
  }
  await connect(app, database.url);
  return {
    database,
    twin,
    async close() {
      await Promise.all([database.close(), twin.close()]);
      await app.getByRole('button', { name: 'Close connection' }).click();
      await Promise.all(fresh.map((one) => one.close()));
    },
  };
}

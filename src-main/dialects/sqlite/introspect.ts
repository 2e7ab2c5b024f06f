import type { Catalog } from '../../model/catalog.ts';
import type { Session } from '../dialect.ts';
import { catalogForeignKeys } from './catalog-foreign-keys.ts';
import { catalogTable } from './catalog-table.ts';
import { readCatalog } from './read-catalog.ts';

/** The schema `main`: what a user sees of the file. Tables in the order of their creation. */
export async function introspect(session: Session, signal?: AbortSignal): Promise<Catalog> {
  const raw = await readCatalog(session, signal);
  const tables = raw.tables.map((table) => catalogTable(table, raw));
  return {
    schemas: [''],
    defaultSchema: '',
    tables,
    foreignKeys: catalogForeignKeys(raw, tables),
  };
}

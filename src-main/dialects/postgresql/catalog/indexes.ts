import type { Index, Key } from '../../../model/catalog.ts';
import type { Session } from '../../dialect.ts';
import { ask } from './ask.ts';
import type { NumberedColumns } from './columns.ts';
import { userTable } from './tables.ts';

/** The indexes of one table, and the keys that some of them are. */
export type Indexes = {
  readonly primaryKey: Key | null;
  readonly uniqueKeys: readonly Key[];
  readonly indexes: readonly Index[];
};

export const noIndexes: Indexes = { primaryKey: null, uniqueKeys: [], indexes: [] };

/**
 * In the order of creation. Primary and unique constraints are told by their indexes, which carry the same name. An
 * index that is not valid (a failed CREATE INDEX CONCURRENTLY) proves nothing and serves no query.
 * https://www.postgresql.org/docs/current/catalog-pg-index.html
 */
const query = `SELECT i.indrelid AS "table", ic.relname AS name, i.indkey::text AS columns,
  i.indnkeyatts::int4 AS size, i.indisunique AS is_unique, i.indisprimary AS is_primary,
  i.indpred IS NOT NULL AS partial
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE i.indisvalid AND ${userTable}
ORDER BY i.indexrelid`;

export async function readIndexes(
  session: Session,
  columns: ReadonlyMap<number, NumberedColumns>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<number, Indexes>> {
  const tables = new Map<number, Indexes>();
  for (const row of await ask(session, query, signal)) {
    const table = row.number('table');
    // Behind the key columns come those of INCLUDE; number 0 is an expression.
    const numbers = row.text('columns').split(' ').slice(0, row.number('size')).map(Number);
    const index: Index = {
      name: row.text('name'),
      columns: numbers.map((number) => columns.get(table)?.get(number)?.name ?? null),
      unique: row.flag('is_unique'),
      partial: row.flag('partial'),
    };
    tables.set(table, withIndex(tables.get(table) ?? noIndexes, index, row.flag('is_primary')));
  }
  return tables;
}

function withIndex(found: Indexes, index: Index, primary: boolean): Indexes {
  const indexes = [...found.indexes, index];
  const columns = index.columns.filter((column) => column !== null);
  const key: Key = { name: index.name, columns };
  if (primary) return { ...found, indexes, primaryKey: key };
  const isKey = index.unique && !index.partial && columns.length === index.columns.length;
  return { ...found, indexes, uniqueKeys: isKey ? [...found.uniqueKeys, key] : found.uniqueKeys };
}

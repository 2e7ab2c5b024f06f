import type { Catalog } from '../../model/catalog.ts';
import type { Session } from '../dialect.ts';
import { readChecks } from './catalog/checks.ts';
import { readColumns } from './catalog/columns.ts';
import { readEnums } from './catalog/enums.ts';
import { readForeignKeys } from './catalog/foreign-keys.ts';
import { noIndexes, readIndexes } from './catalog/indexes.ts';
import { readOverview } from './catalog/overview.ts';
import { readTables } from './catalog/tables.ts';

/** Seven queries, however many tables; never information_schema, whose joins take minutes at a thousand tables. */
export async function introspect(session: Session, signal?: AbortSignal): Promise<Catalog> {
  const { schemas, defaultSchema, version } = await readOverview(session, signal);
  const tableRows = await readTables(session, signal);
  const columns = await readColumns(session, await readEnums(session, signal), signal);
  const indexes = await readIndexes(session, columns, signal);
  const checks = await readChecks(session, version, signal);
  const refs = new Map(tableRows.map(({ oid, schema, name }) => [oid, { schema, name }]));
  const foreignKeys = await readForeignKeys(session, version, { tables: refs, columns }, signal);
  const tables = tableRows.map(({ oid, ...table }) => ({
    ...table,
    columns: [...(columns.get(oid)?.values() ?? [])],
    ...(indexes.get(oid) ?? noIndexes),
    rowId: null,
    definition: null,
    ...(checks.has(oid) ? { checks: checks.get(oid) ?? [] } : {}),
  }));
  return { schemas, defaultSchema, tables, foreignKeys };
}

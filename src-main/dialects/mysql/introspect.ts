import type { Catalog, Column, Table } from '../../model/catalog.ts';
import { AppError } from '../../model/error.ts';
import type { Session } from '../dialect.ts';
import { checksOf, checksQuery } from './catalog/checks.ts';
import { type ColumnRow, columnsQuery, readColumn } from './catalog/columns.ts';
import { foreignKeysOf, keyColumnsQuery, readKeyColumn, referentialQuery } from './catalog/foreign-keys.ts';
import { indexesByTable, indexesQuery, noIndexes, readIndexPart } from './catalog/indexes.ts';
import { jsonColumnsOf } from './catalog/json-columns.ts';
import { byTable, type CatalogRow, required, text } from './catalog/rows.ts';
import { readTable, type TableRow, tablesQuery } from './catalog/tables.ts';

/** The connected database, in seven queries, whatever the number of its tables. */
export async function introspect(session: Session, signal?: AbortSignal): Promise<Catalog> {
  const rows = async (query: string): Promise<readonly CatalogRow[]> =>
    (await session.run({ text: query.trim(), params: [] }, signal)).rows;

  const [server = []] = await rows('SELECT DATABASE(), VERSION()');
  const schema = text(server, 0);
  if (schema === null) throw new AppError('request.invalid', 'No database is chosen.');
  const isMariaDb = /mariadb/i.test(required(server, 1));

  const tables = (await rows(tablesQuery)).map(readTable);
  const columnRows = (await rows(columnsQuery)).map((row) => readColumn(row, isMariaDb));
  const columns = byTable(columnRows);
  const indexes = indexesByTable((await rows(indexesQuery)).map(readIndexPart));
  const keyColumns = (await rows(keyColumnsQuery)).map(readKeyColumn);
  const foreignKeys = foreignKeysOf(keyColumns, await rows(referentialQuery));
  const checkRows = await rows(checksQuery(isMariaDb));
  const checks = checksOf(checkRows, isMariaDb);
  const isJson = jsonColumnsOf(checkRows);

  return {
    schemas: [schema],
    defaultSchema: schema,
    tables: tables.map(
      (table): Table => ({
        schema,
        name: table.name,
        kind: table.kind,
        columns: (columns.get(table.name) ?? []).map((own) => finish(table, own, isJson)),
        ...(indexes.get(table.name) ?? noIndexes),
        rowEstimate: table.rowEstimate,
        comment: table.comment,
        rowId: null,
        definition: null,
        ...(checks.has(table.name) ? { checks: checks.get(table.name) ?? [] } : {}),
        ...(table.triggered ? { triggered: true } : {}),
      }),
    ),
    foreignKeys,
  };
}

function finish(
  table: TableRow,
  { column }: ColumnRow,
  isJson: (table: string, column: string) => boolean,
): Column {
  return {
    ...column,
    kind: isJson(table.name, column.name) ? 'json' : column.kind,
    collation: column.collation === table.collation ? null : column.collation,
  };
}

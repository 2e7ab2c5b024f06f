import type { Column, Index, Table } from '../../model/catalog.ts';
import { columnKind } from './column-kind.ts';
import { columnCollations, findCreateTable } from './create-table.ts';
import { foldName, sameName } from './names.ts';
import { parseExpressions } from './parse-expressions.ts';
import type { RawCatalog, RawColumn, RawIndexColumn, RawTable } from './read-catalog.ts';

export function catalogTable(table: RawTable, raw: RawCatalog): Table {
  const rawColumns = raw.columns.get(table.name) ?? [];
  const indexColumns = raw.indexColumns.get(table.name) ?? [];
  const alias = rowIdAlias(table, rawColumns, indexColumns);
  const collations = collationsOf(table);
  const { checks, generated } = expressionsOf(table);
  const columns = rawColumns.map((column) => catalogColumn(column, table, alias, collations, generated));
  const indexes = catalogIndexes(indexColumns);
  const keyColumns = rawColumns
    .filter((column) => column.keyPlace > 0)
    .sort((a, b) => a.keyPlace - b.keyPlace);
  return {
    schema: '',
    name: table.name,
    kind: kindOf(table.kind),
    columns,
    primaryKey: keyColumns.length === 0 ? null : { name: null, columns: keyColumns.map(({ name }) => name) },
    uniqueKeys: uniqueKeys(indexColumns, columns),
    indexes,
    rowEstimate: raw.rowCounts.get(table.name) ?? null,
    comment: null,
    rowId: table.kind === 'view' || table.withoutRowId ? null : hiddenRowId(rawColumns),
    definition: table.sql,
    ...(checks.length === 0 ? {} : { checks }),
    ...(table.triggered ? { triggered: true } : {}),
  };
}

function kindOf(kind: string): Table['kind'] {
  return kind === 'view' || kind === 'virtual' ? kind : 'table';
}

/**
 * The column that is another name of the row id: https://sqlite.org/lang_createtable.html#rowid. INTEGER PRIMARY KEY
 * DESC looks the same but is none; that it has an index of its own gives it away.
 */
function rowIdAlias(
  table: RawTable,
  columns: readonly RawColumn[],
  indexColumns: readonly RawIndexColumn[],
): string | null {
  const [only, ...more] = columns.filter((column) => column.keyPlace > 0);
  if (table.withoutRowId || only === undefined || more.length > 0) return null;
  if (foldName(only.type) !== 'integer' || indexColumns.some(({ origin }) => origin === 'pk')) return null;
  return only.name;
}

function collationsOf(table: RawTable): ReadonlyMap<string, string> {
  const text = table.kind === 'table' && /collate/i.test(table.sql) ? findCreateTable(table.sql) : null;
  return text === null ? new Map() : columnCollations(text);
}

function expressionsOf(table: RawTable): ReturnType<typeof parseExpressions> {
  const telling = table.kind === 'table' && /\b(?:check|as)\b/i.test(table.sql);
  const text = telling ? findCreateTable(table.sql) : null;
  return text === null ? { checks: [], generated: new Map() } : parseExpressions(text);
}

function catalogColumn(
  column: RawColumn,
  table: RawTable,
  alias: string | null,
  collations: ReadonlyMap<string, string>,
  expressions: ReadonlyMap<string, string>,
): Column {
  const expression = expressions.get(column.name);
  const generated = column.hidden === 2 ? 'virtual' : column.hidden === 3 ? 'stored' : null;
  // Elsewhere SQLite allows NULL in a primary key: https://sqlite.org/quirks.html.
  const keyNotNull = column.keyPlace > 0 && (table.withoutRowId || table.strict || column.name === alias);
  return {
    name: column.name,
    type: column.type,
    kind: columnKind(column.type),
    nullable: !column.notNull && !keyNotNull,
    default: column.default,
    generated,
    ...(expression === undefined ? {} : { expression }),
    identity: column.name === alias ? 'autoIncrement' : null,
    enumValues: null,
    collation: collations.get(column.name) ?? null,
    comment: null,
  };
}

function catalogIndexes(parts: readonly RawIndexColumn[]): Index[] {
  return [...groupByIndex(parts).values()].map(([first, ...rest]) => ({
    name: first.index,
    columns: [first, ...rest].map(({ column }) => column),
    unique: first.unique,
    partial: first.partial,
  }));
}

/** An index under another collation than the column's does not prove what the column's own equality calls unique. */
function uniqueKeys(parts: readonly RawIndexColumn[], columns: readonly Column[]): Table['uniqueKeys'] {
  const collations = new Map(columns.map((column) => [column.name, column.collation ?? 'BINARY']));
  const proves = ({ column, collation }: RawIndexColumn): boolean =>
    column !== null && sameName(collations.get(column) ?? '', collation);
  return [...groupByIndex(parts).values()]
    .filter(([first]) => first.unique && !first.partial && first.origin !== 'pk')
    .filter((all) => all.every(proves))
    .map(([first, ...rest]) => ({
      name: first.origin === 'c' ? first.index : null,
      columns: [first, ...rest].flatMap(({ column }) => (column === null ? [] : [column])),
    }));
}

type Parts = [RawIndexColumn, ...RawIndexColumn[]];

function groupByIndex(parts: readonly RawIndexColumn[]): Map<string, Parts> {
  const groups = new Map<string, Parts>();
  for (const part of parts) {
    const group = groups.get(part.index);
    if (group === undefined) groups.set(part.index, [part]);
    else group.push(part);
  }
  return groups;
}

/** https://sqlite.org/rowidtable.html: a column of the same name hides it. */
function hiddenRowId(columns: readonly RawColumn[]): string | null {
  const names = ['rowid', '_rowid_', 'oid'];
  return names.find((name) => !columns.some((column) => sameName(column.name, name))) ?? null;
}

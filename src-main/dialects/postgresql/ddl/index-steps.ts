import type { Catalog } from '../../../model/catalog.ts';
import { sameTable, tableText } from '../../../model/identity.ts';
import type { MigrationStep, NewIndex } from '../../../model/migration.ts';
import { quoted, quotedTable } from './constraint-clause.ts';

/** Two scans of the table; 0.5 s per million rows, a rough figure. */
const msPerRow = 5e-4;

/**
 * Others read and write meanwhile. What an attempt that failed leaves behind is an index of this name that is not valid,
 * and goes first. A partitioned table knows no CONCURRENTLY.
 * https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
 */
export function createIndex(catalog: Catalog, index: NewIndex): MigrationStep {
  const table = catalog.tables.find((one) => sameTable(one, index.table));
  const concurrently = table?.partitioned ? '' : ' CONCURRENTLY';
  const columns = index.columns.map(quoted).join(', ');
  const create = `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX${concurrently} ${quoted(index.name)} ON ${quotedTable(index.table)} (${columns})`;
  const drop = { text: `DROP INDEX${concurrently} IF EXISTS ${nameOf(index)}`, params: [] };
  return {
    summary: `Create ${index.unique ? 'unique index' : 'index'} ${index.name} on ${tableText(index.table)}`,
    kind: 'index',
    table: index.table,
    execute: [...(concurrently === '' ? [] : [drop]), { text: create, params: [] }],
    postcheck: [isValid(index)],
    reverse: [drop],
    locks:
      concurrently === ''
        ? `Others can read but not write ${tableText(index.table)} meanwhile (SHARE).`
        : `Others can read and write ${tableText(index.table)} meanwhile (SHARE UPDATE EXCLUSIVE).`,
    estimateMs: estimate(table?.rowEstimate ?? null),
    rewrites: false,
    ...(concurrently === '' ? {} : { alone: true }),
  };
}

export function dropIndex(catalog: Catalog, index: NewIndex): MigrationStep {
  const create = createIndex(catalog, index);
  return {
    summary: `Drop index ${index.name} of ${tableText(index.table)}`,
    kind: 'index',
    table: index.table,
    execute: create.reverse ?? [],
    reverse: create.execute.slice(-1),
    locks: null,
    estimateMs: 5,
    rewrites: false,
    ...(create.alone === undefined ? {} : { alone: true }),
  };
}

function isValid(index: NewIndex) {
  return {
    sentence: `Index ${index.name} is there and valid.`,
    statement: {
      text: 'SELECT count(*) = 1 FROM pg_catalog.pg_index WHERE indexrelid = $1::text::regclass AND indisvalid',
      params: [nameOf(index)],
    },
  };
}

function nameOf({ name, table }: NewIndex): string {
  return `${quoted(table.schema)}.${quoted(name)}`;
}

function estimate(rows: number | null): number | null {
  return rows === null ? null : Math.ceil(rows * msPerRow) + 10;
}

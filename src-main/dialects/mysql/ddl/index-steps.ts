import type { Catalog } from '../../../model/catalog.ts';
import { sameTable, tableText } from '../../../model/identity.ts';
import type { MigrationStep, NewIndex } from '../../../model/migration.ts';
import { quoted } from '../../sql/statement.ts';
import { facts } from '../facts.ts';
import { alter, names } from './clause.ts';

/** 0.5 s per million rows. */
const msPerRow = 0.0005;
const online = ['ALGORITHM=INPLACE', 'LOCK=NONE'];

/** Others read and write meanwhile: https://mariadb.com/kb/en/innodb-online-ddl-operations-with-the-inplace-alter-algorithm/ */
export function createIndex(catalog: Catalog, index: NewIndex): MigrationStep {
  const { name, table, columns, unique } = index;
  const rows = catalog.tables.find((one) => sameTable(one, table))?.rowEstimate ?? null;
  const add = `ADD ${unique ? 'UNIQUE ' : ''}INDEX ${quoted(facts, name)} (${names(columns)})`;
  return {
    summary: `Create ${unique ? 'unique index' : 'index'} ${name} on ${tableText(table)}`,
    kind: 'index',
    table,
    execute: [{ text: alter(table, [add, ...online]), params: [] }],
    reverse: [{ text: alter(table, [dropClause(index), ...online]), params: [] }],
    locks: `Others can read and write ${tableText(table)} meanwhile; it locks it for a moment at its beginning and end.`,
    estimateMs: rows === null ? null : Math.ceil(rows * msPerRow) + 10,
    rewrites: false,
  };
}

export function dropIndex(catalog: Catalog, index: NewIndex): MigrationStep {
  const { execute, reverse } = createIndex(catalog, index);
  return {
    summary: `Drop index ${index.name} of ${tableText(index.table)}`,
    kind: 'index',
    table: index.table,
    execute: reverse ?? [],
    reverse: execute,
    locks: null,
    estimateMs: 10,
    rewrites: false,
  };
}

function dropClause({ name }: NewIndex): string {
  return `DROP INDEX ${quoted(facts, name)}`;
}

import type { Catalog } from '../../model/catalog.ts';
import { sameTable } from '../../model/identity.ts';
import type { MigrationStep, NewIndex } from '../../model/migration.ts';
import { quoted } from '../sql/statement.ts';
import { facts } from './facts.ts';

/** A second per million rows. */
const msPerRow = 0.001;

export function createIndex(catalog: Catalog, { name, table, columns, unique }: NewIndex): MigrationStep {
  const rows = catalog.tables.find((one) => sameTable(one, table))?.rowEstimate ?? null;
  const list = columns.map((column) => quoted(facts, column)).join(', ');
  const create = `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${quoted(facts, name)} ON ${quoted(facts, table.name)} (${list})`;
  return {
    summary: `Create ${unique ? 'unique index' : 'index'} ${name} on ${table.name}`,
    kind: 'index',
    table,
    execute: [{ text: create, params: [] }],
    reverse: [{ text: `DROP INDEX IF EXISTS ${quoted(facts, name)}`, params: [] }],
    locks: 'Other programs can read but not write the file until all steps are done.',
    estimateMs: rows === null ? null : 1 + Math.ceil(rows * msPerRow),
    transaction: 1,
    rewrites: false,
  };
}

export function dropIndex(catalog: Catalog, index: NewIndex): MigrationStep {
  const { execute, reverse, ...create } = createIndex(catalog, index);
  return {
    ...create,
    summary: `Drop index ${index.name} of ${index.table.name}`,
    execute: reverse ?? [],
    reverse: execute,
    estimateMs: 1,
  };
}

import type { ReferentialAction } from '../../src-main/model/relation.ts';
import type { EngineWords } from './engine-words.ts';
import type { FuzzCase, FuzzChange, FuzzColumn, FuzzKey, FuzzTable, FuzzValue } from './fuzz-case.ts';

/** A case as statements. */

const actionText: Readonly<Record<ReferentialAction, string>> = {
  cascade: 'CASCADE',
  restrict: 'RESTRICT',
  noAction: 'NO ACTION',
  setNull: 'SET NULL',
  setDefault: 'SET DEFAULT',
};

export function createStatements({ tables, keys, text }: FuzzCase, words: EngineWords): readonly string[] {
  const type = text ? words.text : 'INT';
  const define = ({ name, nullable, default: value }: FuzzColumn) =>
    `${name} ${type}${nullable ? '' : ' NOT NULL'}${value === null ? '' : ` DEFAULT ${literal(value)}`}`;
  const create = tables.map((table) => {
    const own = words.inlineKeys ? keys.filter(({ child }) => child.name === table.name) : [];
    const parts = [
      ...table.columns.map(define),
      'PRIMARY KEY (id)',
      ...table.uniques.slice(1).map((unique) => `UNIQUE (${names(table, unique)})`),
      ...own.map(keyClause),
    ];
    return `CREATE TABLE ${table.name} (${parts.join(', ')})`;
  });
  if (words.inlineKeys) return create;
  return [...create, ...keys.map((key) => `ALTER TABLE ${key.child.name} ADD ${keyClause(key)}`)];
}

function keyClause(key: FuzzKey): string {
  const { child, columns, parent, parentColumns, onDelete, onUpdate, setColumns } = key;
  const only = setColumns === null ? '' : ` (${names(child, setColumns)})`;
  return (
    `CONSTRAINT ${key.name} FOREIGN KEY (${names(child, columns)}) REFERENCES ${parent.name} (${names(parent, parentColumns)})` +
    `${key.full ? ' MATCH FULL' : ''} ON DELETE ${actionText[onDelete]}${only} ON UPDATE ${actionText[onUpdate]}` +
    `${key.deferred ? ' DEFERRABLE INITIALLY DEFERRED' : ''}`
  );
}

export function insertStatements({ tables, rows }: FuzzCase): readonly string[] {
  return tables.flatMap((table) => {
    const all = rows[table.name] ?? [];
    if (all.length === 0) return [];
    const tuples = all.map((row) => `(${row.map(literal).join(', ')})`);
    return [`INSERT INTO ${table.name} VALUES ${tuples.join(', ')}`];
  });
}

export function changeStatement(change: FuzzChange): string {
  if (change.kind === 'insert') {
    const entries = Object.entries(change.row);
    return `INSERT INTO ${change.table.name} (${entries.map(([name]) => name).join(', ')}) VALUES (${entries
      .map(([, value]) => literal(value))
      .join(', ')})`;
  }
  const where = `WHERE id IN (${change.ids.map(literal).join(', ')})`;
  if (change.kind === 'delete') return `DELETE FROM ${change.table.name} ${where}`;
  const set = Object.entries(change.set).map(([name, value]) => `${name} = ${literal(value)}`);
  return `UPDATE ${change.table.name} SET ${set.join(', ')} ${where}`;
}

function literal(value: FuzzValue): string {
  return value === null ? 'NULL' : typeof value === 'number' ? `${value}` : `'${value}'`;
}

function names(table: FuzzTable, columns: readonly number[]): string {
  return columns.map((column) => table.columns[column]?.name ?? '').join(', ');
}

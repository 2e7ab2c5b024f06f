import type { ReferentialAction } from '../../src-main/model/relation.ts';
import type { FuzzCase, FuzzChange, FuzzKey, FuzzTable } from './fuzz-case.ts';

/** The case as statements that every engine understands. */

const actionText: Readonly<Record<ReferentialAction, string>> = {
  cascade: 'CASCADE',
  restrict: 'RESTRICT',
  noAction: 'NO ACTION',
  setNull: 'SET NULL',
  setDefault: 'SET DEFAULT',
};

/** `inline`: the foreign keys are part of the tables, for an engine that cannot add them later. */
export function createStatements({ tables, keys }: FuzzCase, inline: boolean): readonly string[] {
  const create = tables.map((table) => {
    const parts = [
      ...table.columns.map(
        ({ name, nullable, default: value }) =>
          `${name} INT${nullable ? '' : ' NOT NULL'}${value === null ? '' : ` DEFAULT ${value}`}`,
      ),
      'PRIMARY KEY (id)',
      ...table.uniques.slice(1).map((unique) => `UNIQUE (${names(table, unique)})`),
      ...(inline ? keys.filter(({ child }) => child === table).map(keyClause) : []),
    ];
    return `CREATE TABLE ${table.name} (${parts.join(', ')})`;
  });
  return inline
    ? create
    : [...create, ...keys.map((key) => `ALTER TABLE ${key.child.name} ADD ${keyClause(key)}`)];
}

function keyClause(key: FuzzKey): string {
  const { child, columns, parent, parentColumns, onDelete, onUpdate } = key;
  return (
    `CONSTRAINT ${key.name} FOREIGN KEY (${names(child, columns)}) REFERENCES ${parent.name} (${names(parent, parentColumns)})` +
    ` ON DELETE ${actionText[onDelete]} ON UPDATE ${actionText[onUpdate]}`
  );
}

export function insertStatements({ tables, rows }: FuzzCase): readonly string[] {
  return tables.flatMap((table) => {
    const all = rows[table.name] ?? [];
    if (all.length === 0) return [];
    const tuples = all.map((row) => `(${row.map((value) => value ?? 'NULL').join(', ')})`);
    return [`INSERT INTO ${table.name} VALUES ${tuples.join(', ')}`];
  });
}

export function changeStatement(change: FuzzChange): string {
  const where = `WHERE id IN (${change.ids.join(', ')})`;
  if (change.kind === 'delete') return `DELETE FROM ${change.table.name} ${where}`;
  const set = Object.entries(change.set).map(([name, value]) => `${name} = ${value ?? 'NULL'}`);
  return `UPDATE ${change.table.name} SET ${set.join(', ')} ${where}`;
}

function names(table: FuzzTable, columns: readonly number[]): string {
  return columns.map((column) => table.columns[column]?.name ?? '').join(', ');
}

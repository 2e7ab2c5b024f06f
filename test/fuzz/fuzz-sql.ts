import type { ReferentialAction } from '../../src-main/model/relation.ts';
import type { EngineWords } from './engine-words.ts';
import type {
  FuzzCase,
  FuzzChange,
  FuzzColumn,
  FuzzKey,
  FuzzTable,
  FuzzValue,
  FuzzWhere,
  NamedValues,
} from './fuzz-case.ts';

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
  const create = tables.flatMap((table) => {
    const own = words.inlineKeys ? keys.filter(({ child }) => child.name === table.name) : [];
    const [key = [], ...uniques] = table.uniques;
    const numbered = table.kept === 'numbered' ? words.numbered : null;
    const columns = table.columns.map((column, i) =>
      i === 0 ? (numbered?.column ?? define(column)) : define(column),
    );
    const parts = [
      ...columns,
      ...(numbered === null ? [`PRIMARY KEY (${names(table, key)})`] : []),
      ...uniques.map((unique) => `UNIQUE (${names(table, unique)})`),
      ...own.map(keyClause),
    ];
    const options = table.kept === 'otherwise' ? words.otherTable : (numbered?.table ?? '');
    return [
      `CREATE TABLE ${table.name} (${parts.join(', ')})${options}`,
      ...(numbered?.more(table.name) ?? []),
    ];
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

/** Several where rows to insert name different columns. */
export function changeStatements(change: FuzzChange): readonly string[] {
  const { name } = change.table;
  if (change.kind === 'insert') {
    const groups = Map.groupBy(change.rows, (row) => Object.keys(row).toSorted().join(', '));
    return [...groups].flatMap(([columns, rows]) => {
      if (columns === '') return rows.map(() => `INSERT INTO ${name} DEFAULT VALUES`);
      const tuples = rows.map((row) => tupleOf(row, columns));
      return [`INSERT INTO ${name} (${columns}) VALUES ${tuples.join(', ')}`];
    });
  }
  const where = `WHERE ${conditionText(change.where)}`;
  if (change.kind === 'delete') return [`DELETE FROM ${name} ${where}`];
  return [`UPDATE ${name} SET ${assignments(change.set, ', ')} ${where}`];
}

function tupleOf(row: NamedValues, columns: string): string {
  return `(${columns
    .split(', ')
    .map((column) => literal(row[column] ?? null))
    .join(', ')})`;
}

function conditionText(where: FuzzWhere): string {
  if ('keys' in where) {
    const [only, ...more] = Object.keys(where.keys[0] ?? {});
    if (only === undefined || more.length > 0 || where.keys.length === 1) {
      return where.keys.map((key) => `(${assignments(key, ' AND ')})`).join(' OR ');
    }
    return `${only} IN (${where.keys.map((key) => literal(key[only] ?? null)).join(', ')})`;
  }
  return where.value === null ? `${where.column} IS NULL` : `${where.column} = ${literal(where.value)}`;
}

function assignments(values: NamedValues, between: string): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} = ${literal(value)}`)
    .join(between);
}

function literal(value: FuzzValue): string {
  return value === null ? 'NULL' : typeof value === 'number' ? `${value}` : `'${value}'`;
}

function names(table: FuzzTable, columns: readonly number[]): string {
  return columns.map((column) => table.columns[column]?.name ?? '').join(', ');
}

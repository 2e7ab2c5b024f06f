import type { Key, Table, TableRef } from './catalog.ts';
import type { RelationSide } from './relation.ts';

/** The table's name for people: `schema.name`, or the name alone where there is no schema. */
export function tableText(table: TableRef): string {
  return table.schema === '' ? table.name : `${table.schema}.${table.name}`;
}

/** A key for maps: equal exactly when the tables are. */
export function tableKey(table: TableRef): string {
  return JSON.stringify([table.schema, table.name]);
}

export function sameTable(a: TableRef, b: TableRef): boolean {
  return a.schema === b.schema && a.name === b.name;
}

/** Relations between the same columns of the same tables differ only in `occurrence`, from 0, in catalog order. */
export function relationId(child: RelationSide, parent: RelationSide, occurrence = 0): string {
  const id = `${sideText(child)}->${sideText(parent)}`;
  return occurrence === 0 ? id : `${id}#${occurrence + 1}`;
}

function sideText(side: RelationSide): string {
  return `${[side.table.schema, side.table.name]
    .filter((part) => part !== '')
    .map(escapePart)
    .join('.')}(${side.columns.map(escapePart).join(',')})`;
}

/** Names that hold one of the signs used between them are quoted, so that two different relations never share an id. */
function escapePart(name: string): string {
  return /[.,()>#"]/.test(name) ? JSON.stringify(name) : name;
}

/** The primary key, if there is one, and the other unique keys. */
export function allKeys({ primaryKey, uniqueKeys }: Table): readonly Key[] {
  return primaryKey === null ? uniqueKeys : [primaryKey, ...uniqueKeys];
}

/**
 * The columns that tell the rows of a table apart for sure: the primary key, else a unique key, none of whose columns
 * may be null (SQLite allows nulls in a primary key), else SQLite's hidden row id. null: nothing does.
 */
export function rowIdentity(table: Table): readonly string[] | null {
  const nullable = new Map(table.columns.map((column) => [column.name, column.nullable]));
  const sure = allKeys(table).find((key) => key.columns.every((column) => nullable.get(column) === false));
  if (sure !== undefined) return sure.columns;
  return table.rowId === null ? null : [table.rowId];
}

/** The columns by which a user names a row: the primary key's, else those of the first unique key, else the identity. */
export function keyColumns(table: Table): readonly string[] | null {
  return table.primaryKey?.columns ?? table.uniqueKeys[0]?.columns ?? rowIdentity(table);
}

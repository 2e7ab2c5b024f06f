import type { Column, Key, Table } from '../model/catalog.ts';
import { sameTable } from '../model/identity.ts';
import type { Relation } from '../model/relation.ts';
import type { Row } from '../model/value.ts';
import { needsValue } from './new-rows.ts';
import { canDiffer } from './stub-values.ts';

/** A column of new parents that has to have a value which nobody gave. */
export type StubColumn = {
  readonly column: Column;
  /** No two rows may have the same. */
  readonly distinct: boolean;
  /** The relation by which it references, so that no made-up value would do; null: it references nothing. */
  readonly references: Relation | null;
};

/** The columns of new parents that need a value, other than the referenced ones and those of `given`. */
export function stubColumns(
  { parent }: Relation,
  table: Table,
  relations: readonly Relation[],
  given: Row,
): readonly StubColumn[] {
  const isGiven = (name: string) => parent.columns.includes(name) || Object.hasOwn(given, name);
  const needed = table.columns.filter((column) => !isGiven(column.name) && needsValue(column));
  const keys = [...(table.primaryKey === null ? [] : [table.primaryKey]), ...table.uniqueKeys];
  const distinct = new Set(keys.flatMap((key) => tellingApart(key, parent.columns, needed) ?? []));
  return needed.map((column) => ({
    column,
    distinct: distinct.has(column.name),
    references:
      relations.find(({ child }) => sameTable(child.table, table) && child.columns.includes(column.name)) ??
      null,
  }));
}

/** The column of a key that has to tell new rows apart, since no other one does; null: another one does. */
function tellingApart(key: Key, referenced: readonly string[], needed: readonly Column[]): string | null {
  // The missing keys differ from each other.
  if (referenced.every((name) => key.columns.includes(name))) return null;
  const own = needed.filter(({ name }) => key.columns.includes(name));
  return (own.find(canDiffer) ?? own[0])?.name ?? null;
}

import type { TableRef } from '../model/catalog.ts';
import { tableKey } from '../model/identity.ts';
import type { Relation } from '../model/relation.ts';

/**
 * The tables with every child before its parents, as far as cycles allow. Deletes go in this order, inserts in the
 * opposite one, so that no foreign key is broken on the way.
 */
export function childrenFirst(
  tables: readonly TableRef[],
  relations: readonly Relation[],
): readonly TableRef[] {
  const wanted = new Map(tables.map((table) => [tableKey(table), table]));
  const children = Map.groupBy(relations, (relation) => tableKey(relation.parent.table));
  const ordered: TableRef[] = [];
  const seen = new Set<string>();
  for (const table of tables) visit(tableKey(table));
  return ordered;

  function visit(key: string): void {
    if (seen.has(key)) return;
    seen.add(key);
    for (const { child } of children.get(key) ?? []) visit(tableKey(child.table));
    const table = wanted.get(key);
    if (table !== undefined) ordered.push(table);
  }
}

import type { TableRef } from '../model/catalog.ts';
import { tableKey } from '../model/identity.ts';
import type { Relation } from '../model/relation.ts';
import { actionRules } from './actions/index.ts';

/** Whether some chain of relations leads from the relation's child on to its parent's table, as its children. */
export function leadsToItself({ child, parent }: Relation, relations: readonly Relation[]): boolean {
  const reached = new Set([tableKey(child.table)]);
  for (const key of reached) {
    for (const relation of relations) {
      if (tableKey(relation.parent.table) === key) reached.add(tableKey(relation.child.table));
    }
  }
  return reached.has(tableKey(parent.table));
}

/** The tables of rows that the delete of a row can take by cascades, by the `tableKey` of its own. */
export function cascadesFrom(relations: readonly Relation[]): (key: string) => ReadonlySet<string> {
  const cascades = relations.filter(({ onDelete }) => actionRules[onDelete].deletesChildren);
  const children = Map.groupBy(cascades, ({ parent }) => tableKey(parent.table));
  return (start) => {
    const reached = new Set<string>();
    const open = [start];
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      for (const { child } of children.get(key) ?? []) {
        const next = tableKey(child.table);
        if (!reached.has(next)) open.push(next);
        reached.add(next);
      }
    }
    return reached;
  };
}

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

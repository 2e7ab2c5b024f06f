import type { Table } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import { sameTable, tableKey } from '../model/identity.ts';
import type { Relation } from '../model/relation.ts';
import type { ParentEvent } from '../model/row-sets.ts';
import { actionRules } from './actions/index.ts';
import { eventsOf, touchedTables } from './prediction/touched-tables.ts';

/** Whether a foreign key may do something else than its actions say: see `Dialect.isPeculiar`. */
export type IsPeculiar = (relation: Relation, parent: Table, events: readonly ParentEvent[]) => boolean;

/**
 * Whether a database must come to the same outcome in whatever order it visits rows and foreign keys. It does where every
 * table is reached by exactly one relation, no blocking relation has its child among the tables reached, and no
 * reference there is MATCH FULL, and no chain of tables is longer than `deepest`, beyond which it refuses. A static test:
 * no row is looked at.
 */
export function isOrderFree(
  changes: readonly Change[],
  relations: readonly Relation[],
  deepest: number | null = null,
): boolean {
  const reached = new Set<string>();
  const blockedChildren = new Set<string>();
  const work: { table: string; depth: number; deleted: boolean; columns: readonly string[] }[] = [];
  for (const change of changes) {
    if (change.kind === 'insert') continue;
    const table = tableKey(change.table);
    const deleted = change.kind === 'delete';
    work.push({ table, depth: 1, deleted, columns: deleted ? [] : Object.keys(change.set) });
    reached.add(table);
  }
  for (let step = work.pop(); step !== undefined; step = work.pop()) {
    const { table, depth, deleted, columns } = step;
    for (const relation of relations) {
      if (tableKey(relation.parent.table) !== table) continue;
      if (!deleted && !relation.parent.columns.some((column) => columns.includes(column))) continue;
      const rule = actionRules[deleted ? relation.onDelete : relation.onUpdate];
      const child = tableKey(relation.child.table);
      if (rule.blocks !== null) {
        blockedChildren.add(child);
        continue;
      }
      if (reached.has(child) || depth === deepest) return false;
      reached.add(child);
      const gone = deleted && rule.deletesChildren;
      work.push({
        table: child,
        depth: depth + 1,
        deleted: gone,
        columns: rule.assigns(relation, deleted ? 'delete' : 'update').map(({ column }) => column),
      });
    }
  }
  if (blockedChildren.intersection(reached).size > 0) return false;
  return !relations.some(({ match, child }) => match === 'full' && reached.has(tableKey(child.table)));
}

/** Whether the changes concern a foreign key that does something else than its actions say. A static test, too. */
export function meetsPeculiar(
  changes: readonly Change[],
  relations: readonly Relation[],
  tables: readonly Table[],
  isPeculiar: IsPeculiar,
): boolean {
  const touched = touchedTables(changes, relations);
  return relations.some((relation) => {
    const { child, parent } = relation;
    if (!touched.has(tableKey(child.table)) && !touched.has(tableKey(parent.table))) return false;
    const table = tables.find((candidate) => sameTable(candidate, parent.table));
    return table !== undefined && isPeculiar(relation, table, eventsOf(relation, touched));
  });
}

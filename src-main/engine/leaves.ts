import type { Change } from '../model/change.ts';
import { tableKey } from '../model/identity.ts';
import type { Relation } from '../model/relation.ts';
import { actionRules } from './actions/index.ts';

/**
 * The relations (by id) whose children can be deleted without being listed: the change only deletes, nothing else reaches
 * the children's table, nothing depends on its rows, and the parents keep the keys by which they are referenced. A
 * static test: no row is looked at.
 */
export function leafRelations(
  changes: readonly Change[],
  relations: readonly Relation[],
): ReadonlySet<string> {
  if (changes.some(({ kind }) => kind !== 'delete')) return new Set();
  const reached = new Set(changes.map(({ table }) => tableKey(table)));
  const asked = new Set(reached);
  for (const parent of reached) {
    for (const relation of relations) {
      if (tableKey(relation.parent.table) === parent) reached.add(tableKey(relation.child.table));
    }
  }
  const depended = new Set(relations.map(({ parent }) => tableKey(parent.table)));
  const reaching = relations.filter(({ parent }) => reached.has(tableKey(parent.table)));
  const ways = Map.groupBy(reaching, ({ child }) => tableKey(child.table));
  const written = writtenBy(reaching);
  return new Set(
    reaching.flatMap((relation) => {
      const child = tableKey(relation.child.table);
      const alone = ways.get(child)?.length === 1 && !asked.has(child) && !depended.has(child);
      const { parent, onDelete } = relation;
      const rekeyed = parent.columns.some((column) => written.get(tableKey(parent.table))?.has(column));
      return alone && !rekeyed && actionRules[onDelete].deletesChildren ? [relation.id] : [];
    }),
  );
}

/** By `tableKey`: the columns that actions write when rows are deleted, and those that follow from that. */
function writtenBy(relations: readonly Relation[]): ReadonlyMap<string, ReadonlySet<string>> {
  const written = new Map<string, Set<string>>();
  for (let before = -1, size = 0; size > before; ) {
    before = size;
    for (const relation of relations) {
      const keys = written.get(tableKey(relation.parent.table));
      const rekeyed = relation.parent.columns.some((column) => keys?.has(column));
      const table = tableKey(relation.child.table);
      const columns = written.get(table) ?? new Set();
      written.set(table, columns);
      for (const { column } of [
        ...actionRules[relation.onDelete].assigns(relation, 'delete'),
        ...(rekeyed ? actionRules[relation.onUpdate].assigns(relation, 'update') : []),
      ]) {
        if (!columns.has(column)) size += 1;
        columns.add(column);
      }
    }
  }
  return written;
}

import type { TableRef } from '../../model/catalog.ts';
import { tableKey } from '../../model/identity.ts';
import type { Relation } from '../../model/relation.ts';
import { actionRules } from '../actions/index.ts';

/** Which tables lose rows by the cascades of which; tables by `tableKey`. */
export type CascadeGraph = {
  /** Relations that delete children, by the key of their parent's table. */
  readonly below: ReadonlyMap<string, readonly Relation[]>;
  /** All tables that a delete in the table reaches, by any number of cascades; the table itself only where it comes back. */
  reached(key: string): ReadonlySet<string>;
  readonly tables: ReadonlyMap<string, TableRef>;
};

/** The graph of the relations, with their effective actions. */
export function cascadeGraph(relations: readonly Relation[]): CascadeGraph {
  const cascades = relations.filter(({ onDelete }) => actionRules[onDelete].deletesChildren);
  const below = Map.groupBy(cascades, ({ parent }) => tableKey(parent.table));
  const known = new Map<string, ReadonlySet<string>>();
  const tables = new Map(
    relations.flatMap(({ child, parent }) => [child, parent].map(({ table }) => [tableKey(table), table])),
  );

  function reached(key: string): ReadonlySet<string> {
    const found = known.get(key);
    if (found !== undefined) return found;
    const all = new Set<string>();
    const open = [key];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const { child } of below.get(next) ?? []) {
        const one = tableKey(child.table);
        if (!all.has(one)) open.push(one);
        all.add(one);
      }
    }
    known.set(key, all);
    return all;
  }

  return { below, reached, tables };
}

/** Tables that reach each other by cascades, together; a table alone only where it reaches itself. */
export function cycles(graph: CascadeGraph): readonly (readonly string[])[] {
  const inCycle = [...graph.below.keys()].filter((key) => graph.reached(key).has(key)).toSorted();
  const groups: string[][] = [];
  for (const key of inCycle) {
    const mine = groups.find(
      ([first = '']) => graph.reached(first).has(key) && graph.reached(key).has(first),
    );
    if (mine === undefined) groups.push([key]);
    else mine.push(key);
  }
  return groups;
}

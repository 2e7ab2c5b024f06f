import type { Change } from '../../model/change.ts';
import { tableKey } from '../../model/identity.ts';
import type { Relation } from '../../model/relation.ts';
import type { ParentEvent } from '../../model/row-sets.ts';
import { actionRules } from '../actions/index.ts';

/** What may happen to rows of a table. */
export type Touch = { deleted: boolean; readonly set: Set<string> };

export type TouchedTables = ReadonlyMap<string, Touch>;

/** The tables whose rows may change, by `tableKey`, and how. A static walk: no row is looked at. */
export function touchedTables(changes: readonly Change[], relations: readonly Relation[]): TouchedTables {
  const touched = new Map<string, Touch>();
  const work: string[] = [];
  for (const change of changes) {
    if (change.kind === 'delete') touch(tableKey(change.table), true, []);
    else touch(tableKey(change.table), false, change.kind === 'update' ? Object.keys(change.set) : []);
  }
  for (let key = work.pop(); key !== undefined; key = work.pop()) {
    for (const relation of relations) {
      if (tableKey(relation.parent.table) !== key) continue;
      for (const event of eventsOf(relation, touched)) {
        const rule = actionRules[event === 'delete' ? relation.onDelete : relation.onUpdate];
        if (rule.blocks !== null) continue;
        const columns = rule.assigns(relation, event).map(({ column }) => column);
        touch(tableKey(relation.child.table), event === 'delete' && rule.deletesChildren, columns);
      }
    }
  }
  return touched;

  function touch(key: string, deleted: boolean, columns: readonly string[]): void {
    const known = touched.get(key);
    const before = known === undefined ? -1 : known.set.size + Number(known.deleted);
    const now = known ?? { deleted: false, set: new Set<string>() };
    now.deleted ||= deleted;
    for (const column of columns) now.set.add(column);
    touched.set(key, now);
    if (now.set.size + Number(now.deleted) !== before) work.push(key);
  }
}

/** What may happen to parents of the relation, as its children see it. */
export function eventsOf(relation: Relation, touched: TouchedTables): readonly ParentEvent[] {
  const parent = touched.get(tableKey(relation.parent.table));
  if (parent === undefined) return [];
  const events: ParentEvent[] = parent.deleted ? ['delete'] : [];
  return relation.parent.columns.some((column) => parent.set.has(column)) ? [...events, 'update'] : events;
}

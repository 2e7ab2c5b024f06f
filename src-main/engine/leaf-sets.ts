import type { Table } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import { allKeys, rowIdentity, tableKey } from '../model/identity.ts';
import type { Relation } from '../model/relation.ts';
import type { ParentEvent } from '../model/row-sets.ts';
import { actionRules } from './actions/index.ts';
import { mentions } from './mentions.ts';

/**
 * The relations (by id), each with its event, whose children can have their references set without being listed: nothing
 * else reaches the children's table, nothing depends on the columns that are written, and no trigger meddles. A static
 * test, as that for deletes in leaves.ts: no row is looked at.
 */
export function leafSets(
  changes: readonly Change[],
  relations: readonly Relation[],
  tables: readonly Table[],
): ReadonlyMap<string, ParentEvent> {
  const fired = firedBy(changes, relations);
  if (fired === null) return new Map();
  const asked = new Set(changes.map(({ table }) => tableKey(table)));
  return new Map(
    fired.flatMap(({ relation, event }) => {
      const key = tableKey(relation.child.table);
      const table = tables.find((candidate) => tableKey(candidate) === key);
      const ways = fired.filter((other) => tableKey(other.relation.child.table) === key);
      const events = new Set(
        fired.filter((other) => other.relation.id === relation.id).map((other) => other.event),
      );
      const alone = ways.length === 1 && events.size === 1 && !asked.has(key);
      if (table === undefined || !alone || !isPlainSet(relation, event)) return [];
      if (mayBreakNotNull(relation, event, tables)) return [];
      return isIndependent(relation, event, table, relations) ? [[relation.id, event] as const] : [];
    }),
  );
}

type Fired = { readonly relation: Relation; readonly event: ParentEvent };

/** All relations that may act, or forbid; null: it is not only deletes and updates of rows that are named. */
function firedBy(changes: readonly Change[], relations: readonly Relation[]): readonly Fired[] | null {
  const fired = new Map<string, Fired>();
  const gone = new Set<string>();
  const written = new Map<string, Set<string>>();
  for (const change of changes) {
    if (change.kind === 'insert' || 'referencing' in change.where) return null;
    const key = tableKey(change.table);
    if (change.kind === 'delete') gone.add(key);
    else written.set(key, new Set([...(written.get(key) ?? []), ...Object.keys(change.set)]));
  }
  for (let before = -1; before < fired.size; ) {
    before = fired.size;
    for (const relation of relations) {
      const parent = tableKey(relation.parent.table);
      const child = tableKey(relation.child.table);
      const columns = written.get(parent);
      const events: readonly ParentEvent[] = [
        ...(gone.has(parent) ? (['delete'] as const) : []),
        ...(relation.parent.columns.some((column) => columns?.has(column)) ? (['update'] as const) : []),
      ];
      for (const event of events) {
        fired.set(`${event} ${relation.id}`, { relation, event });
        const rule = actionRules[event === 'delete' ? relation.onDelete : relation.onUpdate];
        if (event === 'delete' && rule.deletesChildren) gone.add(child);
        const set = rule.assigns(relation, event).map(({ column }) => column);
        written.set(child, new Set([...(written.get(child) ?? []), ...set]));
      }
    }
  }
  return [...fired.values()];
}

/** References are nulled, or follow the parent's key; a default may have no parent, and MATCH FULL may be broken. */
function isPlainSet(relation: Relation, event: ParentEvent): boolean {
  const assigned = assignedBy(relation, event);
  return (
    relation.match !== 'full' && assigned.length > 0 && assigned.every(({ value }) => value !== 'default')
  );
}

function assignedBy(relation: Relation, event: ParentEvent) {
  return actionRules[event === 'delete' ? relation.onDelete : relation.onUpdate].assigns(relation, event);
}

/** NULL, or a parent's key that may be NULL, would come to stand where none may. */
function mayBreakNotNull(relation: Relation, event: ParentEvent, tables: readonly Table[]): boolean {
  const isNullable = (side: Relation['child'], name: string) =>
    tables
      .find((table) => tableKey(table) === tableKey(side.table))
      ?.columns.find((column) => column.name === name)?.nullable ?? true;
  return assignedBy(relation, event).some(({ column, value }) => {
    const source = relation.parent.columns[relation.child.columns.indexOf(column)] ?? '';
    const bringsNull = value === 'null' || isNullable(relation.parent, source);
    return bringsNull && !isNullable(relation.child, column);
  });
}

/** No key, no other relation and no code of the user's hangs on the columns that are written. */
function isIndependent(
  relation: Relation,
  event: ParentEvent,
  table: Table,
  relations: readonly Relation[],
): boolean {
  if (table.triggered || table.partitioned || table.columns.some(({ generated }) => generated !== null)) {
    return false;
  }
  const assigned = new Set(assignedBy(relation, event).map(({ column }) => column));
  if (table.checks?.some(({ expression }) => mentions(expression, assigned))) return false;
  const keys = allKeys(table).flatMap(({ columns }) => columns);
  const others = relations.flatMap((other) => [
    ...(tableKey(other.parent.table) === tableKey(table) ? other.parent.columns : []),
    ...(tableKey(other.child.table) === tableKey(table) && other.id !== relation.id
      ? other.child.columns
      : []),
  ]);
  const depended = [...keys, ...others, ...(rowIdentity(table) ?? [])];
  return rowIdentity(table) !== null && depended.every((column) => !assigned.has(column));
}

import type { Change } from '../../model/change.ts';
import { tableKey } from '../../model/identity.ts';
import type { Relation } from '../../model/relation.ts';
import type { Row, Value } from '../../model/value.ts';
import { actionRules } from '../actions/index.ts';
import { eventsOf, type TouchedTables } from './touched-tables.ts';

/** Values that a column may get, besides NULL, by `columnKey`. */
export type PossibleValues = ReadonlyMap<string, readonly Value[]>;

export function columnKey(table: { schema: string; name: string }, column: string): string {
  return JSON.stringify([table.schema, table.name, column]);
}

/** What the changes and the actions of the relations may write, to a fixpoint. `defaults`: rows by `tableKey`. */
export function possibleValues(
  changes: readonly Change[],
  relations: readonly Relation[],
  touched: TouchedTables,
  defaults: ReadonlyMap<string, Row>,
): PossibleValues {
  const values = new Map<string, Map<string, Value>>();
  for (const change of changes) {
    if (change.kind !== 'update') continue;
    for (const [column, value] of Object.entries(change.set)) add(columnKey(change.table, column), [value]);
  }
  for (let grown = true; grown; ) {
    grown = false;
    for (const relation of relations) {
      for (const event of eventsOf(relation, touched)) {
        const rule = actionRules[event === 'delete' ? relation.onDelete : relation.onUpdate];
        for (const { column, value } of rule.assigns(relation, event)) {
          const { child, parent } = relation;
          const source = parent.columns[child.columns.indexOf(column)] ?? '';
          const known = values.get(columnKey(parent.table, source))?.values() ?? [];
          const given = value === 'default' ? [defaults.get(tableKey(child.table))?.[column] ?? null] : [];
          grown = add(columnKey(child.table, column), value === 'parentKey' ? [...known] : given) || grown;
        }
      }
    }
  }
  return new Map([...values].map(([key, found]) => [key, [...found.values()]]));

  function add(key: string, more: readonly Value[]): boolean {
    const known = values.get(key) ?? new Map<string, Value>();
    const before = known.size;
    for (const value of more) if (value !== null) known.set(JSON.stringify(value), value);
    values.set(key, known);
    return known.size > before;
  }
}

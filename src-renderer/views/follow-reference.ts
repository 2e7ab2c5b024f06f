import type { Table, TableRef } from '../../src-main/model/catalog.ts';
import type { Filter } from '../../src-main/model/change.ts';
import type { Relation } from '../../src-main/model/relation.ts';
import type { Value } from '../../src-main/model/value.ts';
import type { GridRow } from '../components/records/grid-model.ts';
import { rowFilter } from '../format/filter-terms.ts';

/** The parent row that a cell's reference leads to, as a table and a filter; null: it references nothing. */
export function followReference(
  table: Table,
  outgoing: readonly Relation[],
  row: GridRow,
  column: string,
): { readonly table: TableRef; readonly where: Filter } | null {
  const relation = outgoing.find(({ child, state }) => child.columns.includes(column) && state !== 'stale');
  if (relation === undefined) return null;
  const key: [string, Value][] = [];
  for (const [index, name] of relation.child.columns.entries()) {
    const value = row.values[table.columns.findIndex((each) => each.name === name)];
    const parentColumn = relation.parent.columns[index];
    if (value === null || value === undefined || parentColumn === undefined) return null;
    key.push([parentColumn, value]);
  }
  return { table: relation.parent.table, where: rowFilter(Object.fromEntries(key)) };
}

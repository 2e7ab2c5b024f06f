import type { Column, TableRef } from '../model/catalog.ts';
import type { Change, NewRowPlace } from '../model/change.ts';
import { sameTable } from '../model/identity.ts';
import type { Relation } from '../model/relation.ts';
import type { NewRow } from '../model/row-sets.ts';
import type { Row, Value } from '../model/value.ts';

/** Whether the database gives a column a value of its own where a new row has none. */
export function fillsItself({ default: text, identity, generated }: Column): boolean {
  return text !== null || identity !== null || generated !== null;
}

/** Whether a new row has to give a column its value. */
export function needsValue(column: Column): boolean {
  return !column.nullable && !fillsItself(column);
}

/**
 * The rows to insert into a table, or into all, in the order of the changes, references to other new rows included. What
 * is known of those is filled in; what the database is yet to make is NULL, and awaited.
 */
export function newRows(
  changes: readonly Change[],
  relations: readonly Relation[],
  into: TableRef | null = null,
): readonly (NewRow & { readonly table: TableRef; readonly place: NewRowPlace })[] {
  return changes.flatMap((change, number) => {
    if (change.kind !== 'insert' || (into !== null && !sameTable(change.table, into))) return [];
    const references = Map.groupBy(change.references ?? [], ({ row }) => row);
    return change.rows.map((given, at) => {
      const set: Record<string, Value> = {};
      const awaits: NewRow['awaits'][number][] = [];
      for (const { relation: id, to } of references.get(at) ?? []) {
        const relation = relations.find((candidate) => candidate.id === id);
        if (relation === undefined) continue;
        for (const [i, column] of relation.child.columns.entries()) {
          const source = relation.parent.columns[i] ?? '';
          const known = rowAt(changes, to)?.[source] ?? null;
          set[column] = known;
          if (known === null) awaits.push({ column, from: to, source });
        }
      }
      return { table: change.table, row: { ...given, ...set }, place: { change: number, row: at }, awaits };
    });
  });
}

/**
 * The rows to insert as they have to be sent: the tables in the given order, parents first, but no row before those whose
 * keys it awaits. Rows of one table that can go together are together. null: they await each other in a circle.
 */
export function insertBatches(
  changes: readonly Change[],
  relations: readonly Relation[],
  tables: readonly TableRef[],
): readonly { readonly table: TableRef; readonly rows: readonly NewRow[] }[] | null {
  const batches: { table: TableRef; rows: readonly NewRow[] }[] = [];
  const sent = new Set<string>();
  const key = ({ change, row }: NewRowPlace) => `${change} ${row}`;
  let left = newRows(changes, relations);
  const isReferenced = new Set(left.flatMap(({ awaits }) => awaits.map(({ from }) => key(from))));
  while (left.length > 0) {
    const before = left.length;
    for (const table of tables) {
      const ready = left.filter(
        (row) => sameTable(row.table, table) && row.awaits.every(({ from }) => sent.has(key(from))),
      );
      if (ready.length === 0) continue;
      const rows = ready.map(({ row, place, awaits }) => ({
        row,
        place: isReferenced.has(key(place)) ? place : null,
        awaits,
      }));
      batches.push({ table, rows });
      for (const { place } of ready) sent.add(key(place));
      left = left.filter((row) => !ready.includes(row));
    }
    if (left.length === before) return null;
  }
  return batches;
}

function rowAt(changes: readonly Change[], { change, row }: NewRowPlace): Row | undefined {
  const insert = changes[change];
  return insert?.kind === 'insert' ? insert.rows[row] : undefined;
}

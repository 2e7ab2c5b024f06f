import type { Table } from '../model/catalog.ts';
import { tableKey, tableText } from '../model/identity.ts';
import type { Warning } from '../model/plan.ts';
import type { Relation } from '../model/relation.ts';

/** Whether some index of the table, or its primary key, begins with these columns, in any order. */
export function servesLookup(table: Table, columns: readonly string[]): boolean {
  return indexColumns(table).some((indexed) => {
    const leftmost = indexed.slice(0, columns.length);
    return columns.every((column) => leftmost.includes(column));
  });
}

/** Whether some index of the table, or its primary key, begins with just these columns in this order. */
export function beginsWith(table: Table, columns: readonly string[]): boolean {
  return indexColumns(table).some((indexed) => columns.every((column, place) => indexed[place] === column));
}

/** The columns of all that the database keeps an index for and that covers every row. */
export function indexColumns(table: Table): readonly (readonly (string | null)[])[] {
  const keys = [...(table.primaryKey === null ? [] : [table.primaryKey]), ...table.uniqueKeys];
  return [...keys, ...table.indexes.filter((index) => !index.partial)].map(({ columns }) => columns);
}

/** A relation without an index on its referencing columns makes every delete on the other side read the whole table. */
export function indexWarnings(relations: readonly Relation[], tables: readonly Table[]): Warning[] {
  const byKey = new Map(tables.map((table) => [tableKey(table), table]));
  return relations.flatMap(({ id, child, parent, state, indexIgnored }) => {
    const table = byKey.get(tableKey(child.table));
    if (
      table === undefined ||
      state === 'stale' ||
      indexIgnored === true ||
      servesLookup(table, child.columns)
    )
      return [];
    const message =
      `No index of ${tableText(child.table)} begins with ${child.columns.join(', ')}, so that each delete ` +
      `or key update in ${tableText(parent.table)} reads all of ${tableText(child.table)}.`;
    return [{ rule: 'missingIndex', relation: id, message }];
  });
}

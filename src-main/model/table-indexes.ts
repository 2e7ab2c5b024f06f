import type { Table } from './catalog.ts';
import { allKeys } from './identity.ts';

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
  return [...allKeys(table), ...table.indexes.filter((index) => !index.partial)].map(
    ({ columns }) => columns,
  );
}

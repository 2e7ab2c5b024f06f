import type { OrderColumn } from '../dialects/sql/keyset.ts';
import { findColumn } from '../dialects/sql/statement.ts';
import type { Column, Table } from '../model/catalog.ts';
import { rowIdentity } from '../model/identity.ts';

export type AskedOrder = readonly { readonly column: string; readonly direction: 'asc' | 'desc' }[];

/**
 * The order in which rows are paged. `continues`: how the next page finds its beginning. `key`: no two rows tie.
 * `ties`: rows may tie, the next page says how many of them were shown. `never`: nothing tells where a page ended.
 */
export type RecordOrder = {
  readonly columns: readonly OrderColumn[];
  readonly continues: 'key' | 'ties' | 'never';
};

/** `backwards`: from the last row to the first. */
export function recordOrder(table: Table, asked: AskedOrder, backwards = false): RecordOrder {
  const order = forwards(table, asked);
  return backwards ? { ...order, columns: order.columns.map(reversed) } : order;
}

function reversed({ column, direction }: OrderColumn): OrderColumn {
  return { column, direction: direction === 'asc' ? 'desc' : 'asc' };
}

function forwards(table: Table, asked: AskedOrder): RecordOrder {
  const first = asked
    .filter(({ column }, index) => asked.findIndex((other) => other.column === column) === index)
    .map(({ column, direction }) => ({ column: readableColumn(table, column), direction }));
  const identity = rowIdentity(table);
  if (identity !== null) {
    return {
      columns: [
        ...first,
        ...others(
          first,
          identity.map((name) => readableColumn(table, name)),
        ),
      ],
      continues: 'key',
    };
  }
  if (table.kind === 'table') return { columns: first, continues: 'never' };
  const rest = table.columns.filter(({ kind }) => kind !== 'json' && kind !== 'other');
  const columns = [...first, ...others(first, rest)];
  return { columns, continues: columns.length === 0 ? 'never' : 'ties' };
}

function others(first: readonly OrderColumn[], columns: readonly Column[]): OrderColumn[] {
  return columns
    .filter(({ name }) => !first.some(({ column }) => column.name === name))
    .map((column) => ({ column, direction: 'asc' }));
}

/** A column, or SQLite's hidden row id, which is none of the catalog's. */
export function readableColumn(table: Table, name: string): Column {
  if (name !== table.rowId || table.columns.some((column) => column.name === name))
    return findColumn(table, name);
  return {
    name,
    type: 'INTEGER',
    kind: 'integer',
    nullable: false,
    default: null,
    generated: null,
    identity: null,
    enumValues: null,
    collation: null,
    comment: null,
  };
}

import type { Table } from '../../../src-main/model/catalog.ts';
import { tableKey } from '../../../src-main/model/identity.ts';

/** A line of the table tree. Schemas are lines only where there is more than one to tell apart. */
export type TreeRow =
  | {
      readonly kind: 'schema';
      readonly key: string;
      readonly name: string;
      readonly tables: number;
      readonly open: boolean;
    }
  | { readonly kind: 'table'; readonly key: string; readonly table: Table; readonly level: 1 | 2 };

/** Tables whose names hold all words of `search`, by schema and name. A search opens every schema. */
export function treeRows(
  tables: readonly Table[],
  search: string,
  closed: ReadonlySet<string>,
): readonly TreeRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = tables.filter(({ schema, name }) => {
    const text = `${schema}.${name}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const sorted = found.toSorted((a, b) => a.schema.localeCompare(b.schema) || a.name.localeCompare(b.name));
  const schemas = Map.groupBy(sorted, ({ schema }) => schema);
  if (new Set(tables.map(({ schema }) => schema)).size <= 1) return sorted.map((table) => tableRow(table, 1));

  return [...schemas].flatMap(([name, members]): TreeRow[] => {
    const open = words.length > 0 || !closed.has(name);
    const row: TreeRow = { kind: 'schema', key: `schema ${name}`, name, tables: members.length, open };
    return open ? [row, ...members.map((table) => tableRow(table, 2))] : [row];
  });
}

function tableRow(table: Table, level: 1 | 2): TreeRow {
  return { kind: 'table', key: tableKey(table), table, level };
}

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

const { compare } = new Intl.Collator();

/** By schema and name, as the tree shows them. */
export function inTreeOrder(tables: readonly Table[]): readonly Table[] {
  return tables.toSorted((a, b) => compare(a.schema, b.schema) || compare(a.name, b.name));
}

/** Of `tables` in tree order, those whose names hold all words of `search`. A search opens every schema. */
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
  const schemas = Map.groupBy(found, ({ schema }) => schema);
  if (tables[0]?.schema === tables.at(-1)?.schema) return found.map((table) => tableRow(table, 1));

  return [...schemas].flatMap(([name, members]): TreeRow[] => {
    const open = words.length > 0 || !closed.has(name);
    const row: TreeRow = { kind: 'schema', key: `schema ${name}`, name, tables: members.length, open };
    return open ? [row, ...members.map((table) => tableRow(table, 2))] : [row];
  });
}

function tableRow(table: Table, level: 1 | 2): TreeRow {
  return { kind: 'table', key: tableKey(table), table, level };
}

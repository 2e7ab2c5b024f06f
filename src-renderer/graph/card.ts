import type { Column, Table } from '../../src-main/model/catalog.ts';
import { tableKey } from '../../src-main/model/identity.ts';
import type { Relation } from '../../src-main/model/relation.ts';
import type { Size } from './geometry.ts';
import { schemaHues } from './schema-hue.ts';

export const headerHeight = 34;
export const rowHeight = 22;
const footerHeight = 22;
const bottomPadding = 5;
const columnsShownAlways = 8;

export type CardRow = {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly isPrimary: boolean;
  readonly isForeign: boolean;
};

/** A table as it is drawn: name, the columns that hold it together, and how many others there are. */
export type Card = Size & {
  readonly key: string;
  readonly schema: string;
  readonly name: string;
  /** Number of the schema's colour; null where there is one schema only. */
  readonly hue: number | null;
  readonly kind: Table['kind'];
  readonly rowEstimate: number | null;
  readonly rows: readonly CardRow[];
  readonly hiddenColumns: number;
  /** Width of the place before the names where PK and FK stand. */
  readonly gutter: number;
};

export function createCards(tables: readonly Table[], relations: readonly Relation[]): readonly Card[] {
  const referencing = columnsByTable(relations.map((relation) => relation.child));
  const referenced = columnsByTable(relations.map((relation) => relation.parent));
  const hues = schemaHues(tables.map((table) => table.schema));
  const showSchema = hues.size > 1;
  return tables.map((table) => {
    const key = tableKey(table);
    const foreign = referencing.get(key) ?? new Set<string>();
    const tied = new Set([...(table.primaryKey?.columns ?? []), ...foreign, ...(referenced.get(key) ?? [])]);
    const shown =
      table.columns.length <= columnsShownAlways
        ? table.columns
        : table.columns.filter((column) => tied.has(column.name));
    const primary = new Set(table.primaryKey?.columns);
    const rows = shown.map((column) => cardRow(column, primary, foreign));
    const hiddenColumns = table.columns.length - rows.length;
    const schema = showSchema ? table.schema : '';
    const gutter = rows.some((row) => row.isPrimary && row.isForeign) ? 46 : 28;
    return {
      key,
      schema,
      name: table.name,
      hue: showSchema ? (hues.get(table.schema) ?? null) : null,
      kind: table.kind,
      rowEstimate: table.rowEstimate,
      rows,
      hiddenColumns,
      gutter,
      width: cardWidth(schema, table.name, rows, gutter),
      height: headerHeight + rows.length * rowHeight + (hiddenColumns > 0 ? footerHeight : 0) + bottomPadding,
    };
  });
}

/** The column at this distance from the card's top; null: the header, or what is below the columns. */
export function columnAt(card: Card, fromTop: number): string | null {
  return card.rows[Math.floor((fromTop - headerHeight) / rowHeight)]?.name ?? null;
}

/** Distance of a column's middle from the card's top; the header's where the column is not shown. */
export function rowMiddle(card: Card, column: string): number {
  const index = card.rows.findIndex((row) => row.name === column);
  return index === -1 ? headerHeight / 2 : headerHeight + (index + 0.5) * rowHeight;
}

function cardRow(column: Column, primary: ReadonlySet<string>, foreign: ReadonlySet<string>): CardRow {
  return {
    name: column.name,
    type: column.type,
    nullable: column.nullable,
    isPrimary: primary.has(column.name),
    isForeign: foreign.has(column.name),
  };
}

function columnsByTable(sides: readonly Relation['child'][]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const side of sides) {
    const key = tableKey(side.table);
    const columns = found.get(key) ?? new Set<string>();
    for (const column of side.columns) columns.add(column);
    found.set(key, columns);
  }
  return found;
}

/** Estimated, so that the layout does not wait for fonts; what does not fit is cut with an ellipsis. */
function cardWidth(schema: string, name: string, rows: readonly CardRow[], gutter: number): number {
  const title = (schema.length + name.length) * 7.6 + 74;
  const widest = rows.map((row) => gutter + row.name.length * 7 + Math.min(row.type.length, 14) * 6.2 + 42);
  return Math.round(Math.max(168, Math.min(320, Math.max(title, ...widest))));
}

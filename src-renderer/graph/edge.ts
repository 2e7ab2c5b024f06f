import type { Table } from '../../src-main/model/catalog.ts';
import { tableKey } from '../../src-main/model/identity.ts';
import type { Relation } from '../../src-main/model/relation.ts';
import { type Card, rowMiddle } from './card.ts';
import { actionLabel, labelWidth } from './relation-label.ts';

/** A relation as it is drawn: from the row of a referencing column to that of the referenced one. */
export type Edge = {
  readonly id: string;
  readonly relation: Relation;
  /** Keys of the cards. */
  readonly child: string;
  readonly parent: string;
  /** Distance of the ends from the tops of their cards. */
  readonly childOffset: number;
  readonly parentOffset: number;
  /** At most one child row for each parent row: the referencing columns hold a key of their own. */
  readonly oneToOne: boolean;
  /** A child row may be without a parent: one of the referencing columns may be null. */
  readonly optional: boolean;
  readonly label: string;
  readonly labelWidth: number;
  /** Room that the labels of all edges leaving the child need beside its card. */
  readonly lane: number;
};

/** Length of the signs at the ends of an edge. */
export const childSignLength = 14;
export const parentSignLength = 22;
/** Where references that may be missing share a row with others, they end below them: their signs differ. */
const apart = 5;

/** Relations whose tables are both there. */
export function createEdges(
  tables: readonly Table[],
  cards: readonly Card[],
  relations: readonly Relation[],
): readonly Edge[] {
  const tableOf = new Map(tables.map((table) => [tableKey(table), table]));
  const cardOf = new Map(cards.map((card) => [card.key, card]));
  const anchors = chooseAnchors(relations);
  const edges = relations.flatMap((relation) => {
    const child = cardOf.get(tableKey(relation.child.table));
    const parent = cardOf.get(tableKey(relation.parent.table));
    const childTable = tableOf.get(tableKey(relation.child.table));
    if (child === undefined || parent === undefined || childTable === undefined) return [];
    const anchor = anchors.get(relation) ?? 0;
    const label = actionLabel(relation.onDelete);
    return [
      {
        id: relation.id,
        relation,
        child: child.key,
        parent: parent.key,
        childOffset: rowMiddle(child, relation.child.columns[anchor] ?? ''),
        parentOffset: rowMiddle(parent, relation.parent.columns[anchor] ?? ''),
        oneToOne: isUnique(childTable, relation.child.columns),
        optional: isOptional(childTable, relation.child.columns),
        label,
        labelWidth: labelWidth(label),
        lane: 0,
      },
    ];
  });
  return withSharedRoom(edges);
}

/** What an edge can only know from the others: the lane beside the child, and who else ends at its row. */
function withSharedRoom(edges: readonly Edge[]): readonly Edge[] {
  const leaving = Map.groupBy(edges, (edge) => edge.child);
  const arriving = Map.groupBy(edges, (edge) => `${edge.parent}/${edge.parentOffset}`);
  return edges.map((edge) => {
    const widest = Math.max(...(leaving.get(edge.child) ?? [edge]).map((other) => other.labelWidth));
    const others = arriving.get(`${edge.parent}/${edge.parentOffset}`) ?? [];
    const mixed = others.some((other) => other.optional !== edge.optional);
    return {
      ...edge,
      lane: childSignLength + 8 + widest + 14,
      parentOffset: edge.parentOffset + (mixed ? (edge.optional ? apart : -apart) : 0),
    };
  });
}

/**
 * Which of its columns a relation starts from. Composite keys that share a column (a tenant) start from another one, so
 * that no two edges leave from one row where that can be helped.
 */
function chooseAnchors(relations: readonly Relation[]): ReadonlyMap<Relation, number> {
  const uses = new Map<string, number>();
  const chosen = new Map<Relation, number>();
  const simplestFirst = [...relations].sort((a, b) => a.child.columns.length - b.child.columns.length);
  for (const relation of simplestFirst) {
    const keys = relation.child.columns.map((column) =>
      JSON.stringify([tableKey(relation.child.table), column]),
    );
    const counts = keys.map((key) => uses.get(key) ?? 0);
    const anchor = Math.max(0, counts.indexOf(Math.min(...counts)));
    chosen.set(relation, anchor);
    const key = keys[anchor];
    if (key !== undefined) uses.set(key, (uses.get(key) ?? 0) + 1);
  }
  return chosen;
}

/** Whether some key lies within the columns: then their values are unique, too. */
function isUnique(table: Table, columns: readonly string[]): boolean {
  const keys = table.primaryKey === null ? table.uniqueKeys : [table.primaryKey, ...table.uniqueKeys];
  return keys.some((key) => key.columns.every((column) => columns.includes(column)));
}

function isOptional(table: Table, columns: readonly string[]): boolean {
  return table.columns.some((column) => column.nullable && columns.includes(column.name));
}

import type { Table } from '../../src-main/model/catalog.ts';
import { relationId, tableKey } from '../../src-main/model/identity.ts';
import type { Relation, RelationSide } from '../../src-main/model/relation.ts';
import type { Suggestion } from '../../src-main/model/suggestion.ts';
import { type Card, rowMiddle } from './card.ts';
import { type EdgeMarks, isIndexMissing, noMarks, type Orphans } from './marks.ts';
import { actionLabel, labelWidth, signsOf } from './relation-label.ts';

/** A relation, or one that there may be, as it is drawn: from the row of a referencing column to that of the referenced. */
export type Edge = {
  readonly id: string;
  /** null: a candidate. */
  readonly relation: Relation | null;
  /** null: a relation. */
  readonly suggestion: Suggestion | null;
  readonly state: Relation['state'] | 'candidate';
  readonly marks: EdgeMarks;
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
  /** The action on delete; '' where there is none. */
  readonly label: string;
  /** Of the label with the signs of its marks. */
  readonly labelWidth: number;
  /** Room that the labels of all edges leaving the child need beside its card. */
  readonly lane: number;
};

/** Length of the signs at the ends of an edge. */
export const childSignLength = 14;
export const parentSignLength = 22;
/** Where references that may be missing share a row with others, they end below them: their signs differ. */
const apart = 5;

/** Relations whose tables are both there. `orphans`: by relation id, as far as somebody has looked. */
export function createEdges(
  tables: readonly Table[],
  cards: readonly Card[],
  relations: readonly Relation[],
  orphans: ReadonlyMap<string, Orphans> = new Map(),
): readonly Edge[] {
  const placeOf = placesOf(tables, cards);
  const anchors = chooseAnchors(relations);
  const edges = relations.flatMap((relation) => {
    const place = placeOf(relation, anchors.get(relation) ?? 0);
    if (place === null) return [];
    const { childTable, ...placed } = place;
    const { id, state } = relation;
    const label = actionLabel(relation.onDelete);
    const marks = {
      missingIndex: isIndexMissing(childTable, relation),
      orphans: orphans.get(id) ?? null,
    };
    const width = labelWidth([label, ...signsOf(marks)]);
    return [{ ...placed, id, relation, suggestion: null, state, marks, label, labelWidth: width, lane: 0 }];
  });
  return withSharedRoom(edges);
}

/** Relations that there may be. They are drawn over what is arranged, and arrange nothing. */
export function createCandidateEdges(
  tables: readonly Table[],
  cards: readonly Card[],
  suggestions: readonly Suggestion[],
): readonly Edge[] {
  const placeOf = placesOf(tables, cards);
  return suggestions.flatMap((suggestion) => {
    const place = placeOf(suggestion, 0);
    if (place === null) return [];
    const { childTable: _, ...placed } = place;
    const id = `? ${relationId(suggestion.child, suggestion.parent)}`;
    const plain = { relation: null, state: 'candidate', marks: noMarks, label: '', labelWidth: 0 } as const;
    return [{ ...placed, ...plain, id, suggestion, lane: childSignLength + 14 }];
  });
}

type Sides = { readonly child: RelationSide; readonly parent: RelationSide };

/** Where the ends of an edge are, which starts from the column that `anchor` tells; null where a table is gone. */
function placesOf(tables: readonly Table[], cards: readonly Card[]) {
  const tableOf = new Map(tables.map((table) => [tableKey(table), table]));
  const cardOf = new Map(cards.map((card) => [card.key, card]));
  return (sides: Sides, anchor: number) => {
    const child = cardOf.get(tableKey(sides.child.table));
    const parent = cardOf.get(tableKey(sides.parent.table));
    const childTable = tableOf.get(tableKey(sides.child.table));
    if (child === undefined || parent === undefined || childTable === undefined) return null;
    return {
      childTable,
      child: child.key,
      parent: parent.key,
      childOffset: rowMiddle(child, sides.child.columns[anchor] ?? ''),
      parentOffset: rowMiddle(parent, sides.parent.columns[anchor] ?? ''),
      oneToOne: isUnique(childTable, sides.child.columns),
      optional: isOptional(childTable, sides.child.columns),
    };
  };
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

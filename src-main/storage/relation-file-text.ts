import type { ForeignKey, TableRef } from '../model/catalog.ts';
import { tableKey } from '../model/identity.ts';
import type { RelationSide } from '../model/relation.ts';
import type { KeptRelation, RelationFile, RememberedTable } from '../model/relation-file.ts';

/** The same content always gives the same text: relations by id, fields in one order, one line for each. */
export function relationFileText(file: RelationFile): string {
  const relations = [...file.relations].sort((a, b) => compare(a.id, b.id)).map(relationFields);
  const remembered = [...file.remembered]
    .sort((a, b) => compare(tableKey(a.table), tableKey(b.table)))
    .map(rememberedFields);
  const ignored = [...(file.indexIgnored ?? [])].sort(compare).map((id) => `    ${JSON.stringify(id)}`);
  return `{
  "version": ${ignored.length > 0 || hasComment(file) ? 2 : 1},
  "mode": ${JSON.stringify(file.mode)},
  "relations": ${blocks(relations)},
  "remembered": ${blocks(remembered)}${ignored.length === 0 ? '' : `,\n  "indexIgnored": [\n${ignored.join(',\n')}\n  ]`}
}
`;
}

function hasComment({ relations }: RelationFile): boolean {
  return relations.some(({ foreignKey }) => foreignKey?.comment !== undefined);
}

/** By code unit: the order must not depend on the language of the computer. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function relationFields(relation: KeptRelation): object {
  const { id, child, parent, onDelete, onUpdate, foreignKey } = relation;
  return {
    id,
    child: sideFields(child),
    parent: sideFields(parent),
    onDelete,
    onUpdate,
    foreignKey: foreignKey === null ? null : foreignKeyFields(foreignKey),
  };
}

function foreignKeyFields(key: ForeignKey): ForeignKey {
  return {
    name: key.name,
    table: tableFields(key.table),
    columns: key.columns,
    parent: tableFields(key.parent),
    parentColumns: key.parentColumns,
    onDelete: key.onDelete,
    onUpdate: key.onUpdate,
    match: key.match,
    deferrable: key.deferrable,
    setColumns: key.setColumns,
    validated: key.validated,
    enforced: key.enforced,
    position: key.position,
    ...(key.comment === undefined ? {} : { comment: key.comment }),
  };
}

function sideFields(side: RelationSide): RelationSide {
  return { table: tableFields(side.table), columns: side.columns };
}

function tableFields(table: TableRef): TableRef {
  return { schema: table.schema, name: table.name };
}

function rememberedFields({ table, withKeys, withoutKeys }: RememberedTable): object {
  return { table: tableFields(table), withKeys, withoutKeys };
}

function blocks(items: readonly object[]): string {
  if (items.length === 0) return '[]';
  return `[\n${items.map((item) => `    {\n${fieldLines(item)}\n    }`).join(',\n')}\n  ]`;
}

function fieldLines(item: object): string {
  return Object.entries(item)
    .map(([field, value]) => `      ${JSON.stringify(field)}: ${oneLine(value)}`)
    .join(',\n');
}

/** A line break in the result of `stringify` is never part of a string: those are escaped. */
function oneLine(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
}

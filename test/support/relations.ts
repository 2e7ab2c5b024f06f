import { relationSides } from '../../src-main/engine/relation-graph.ts';
import type { Catalog, Column, ForeignKey, Table } from '../../src-main/model/catalog.ts';
import { relationId } from '../../src-main/model/identity.ts';
import type { KeptRelation } from '../../src-main/model/relation-file.ts';

/** Catalogs made by hand, for tests of what only looks at catalogs. The first column is the primary key. */
export function catalogOf(tables: readonly Table[], foreignKeys: readonly ForeignKey[]): Catalog {
  return { schemas: [''], defaultSchema: '', tables, foreignKeys };
}

export function tableOf(name: string, columns: readonly string[], given: Partial<Table> = {}): Table {
  return {
    schema: '',
    name,
    kind: 'table',
    columns: columns.map(integerColumn),
    primaryKey: { name: null, columns: columns.slice(0, 1) },
    uniqueKeys: [],
    indexes: [],
    rowEstimate: null,
    comment: null,
    rowId: null,
    definition: null,
    ...given,
  };
}

export function integerColumn(name: string): Column {
  return {
    name,
    type: 'integer',
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

export function foreignKeyOf(
  child: string,
  columns: readonly string[],
  parent: string,
  parentColumns: readonly string[],
  given: Partial<ForeignKey> = {},
): ForeignKey {
  return {
    name: null,
    table: { schema: '', name: child },
    columns,
    parent: { schema: '', name: parent },
    parentColumns,
    onDelete: 'noAction',
    onUpdate: 'noAction',
    match: 'simple',
    deferrable: 'no',
    setColumns: null,
    validated: true,
    enforced: true,
    position: 0,
    ...given,
  };
}

export function keptOf(key: ForeignKey): KeptRelation {
  const sides = relationSides(key);
  return {
    id: relationId(sides.child, sides.parent),
    ...sides,
    onDelete: key.onDelete,
    onUpdate: key.onUpdate,
    foreignKey: key,
  };
}

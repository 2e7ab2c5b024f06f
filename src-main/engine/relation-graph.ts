import type { Catalog, ForeignKey, Table } from '../model/catalog.ts';
import { relationId, tableKey, tableText } from '../model/identity.ts';
import type { Warning } from '../model/plan.ts';
import type { Relation, RelationMode, RelationModel, RelationSide } from '../model/relation.ts';
import type { KeptRelation, RelationFile } from '../model/relation-file.ts';

/**
 * The relations of a database, sorted by id: its foreign keys as it enforces them, and the relations that the file
 * keeps, which Referee emulates in `prisma` mode and nobody enforces in `foreignKeys` mode.
 * `file` is null where there is none.
 */
export function relationModel(
  catalog: Catalog,
  file: RelationFile | null,
  mode: RelationMode,
): RelationModel {
  const existing = keyedForeignKeys(catalog.foreignKeys);
  const tables = new Map(catalog.tables.map((table) => [tableKey(table), table]));
  const kept = (file?.relations ?? [])
    .filter((relation) => !existing.has(relation.id))
    .map((relation) => placeKept(relation, tables, mode));
  const relations = [
    ...[...existing].map(([id, key]) => enforcedRelation(id, key)),
    ...kept.flatMap((placed) => placed.relation ?? []),
  ];
  return {
    schemas: catalog.schemas,
    defaultSchema: catalog.defaultSchema,
    tables: catalog.tables,
    mode,
    relations: relations.sort((a, b) => (a.id < b.id ? -1 : 1)),
    warnings: [...unadoptedKeys(existing, file, mode), ...kept.flatMap((placed) => placed.warning ?? [])],
  };
}

/** Foreign keys by the id of their relation, in catalog order: several keys between the same columns are counted. */
export function keyedForeignKeys(keys: readonly ForeignKey[]): ReadonlyMap<string, ForeignKey> {
  const keyed = new Map<string, ForeignKey>();
  const occurrences = new Map<string, number>();
  for (const key of keys) {
    const { child, parent } = relationSides(key);
    const first = relationId(child, parent);
    const occurrence = occurrences.get(first) ?? 0;
    occurrences.set(first, occurrence + 1);
    keyed.set(relationId(child, parent, occurrence), key);
  }
  return keyed;
}

/** The two sides of the relation that a foreign key enforces. */
export function relationSides(key: ForeignKey): {
  readonly child: RelationSide;
  readonly parent: RelationSide;
} {
  return {
    child: { table: { schema: key.table.schema, name: key.table.name }, columns: key.columns },
    parent: { table: { schema: key.parent.schema, name: key.parent.name }, columns: key.parentColumns },
  };
}

function enforcedRelation(id: string, key: ForeignKey): Relation {
  return {
    id,
    ...relationSides(key),
    onDelete: key.onDelete,
    onUpdate: key.onUpdate,
    constraint: key.name,
    state: key.enforced ? (key.validated ? 'enforced' : 'unvalidated') : 'notEnforced',
    match: key.match,
    setColumns: key.setColumns,
    deferred: key.deferrable === 'initiallyDeferred',
  };
}

type PlacedRelation = { readonly relation: Relation | null; readonly warning: Warning | null };

/** A relation of the file, as far as the catalog still has what it names. */
function placeKept(
  kept: KeptRelation,
  tables: ReadonlyMap<string, Table>,
  mode: RelationMode,
): PlacedRelation {
  const sides = [kept.child, kept.parent].map((side) => ({ side, table: tables.get(tableKey(side.table)) }));
  const goneTable = sides.find(({ table }) => table === undefined);
  if (goneTable !== undefined) {
    const message = `Relation ${kept.id} left the model: table ${tableText(goneTable.side.table)} is gone.`;
    return { relation: null, warning: { rule: 'tableGone', relation: kept.id, message } };
  }
  const goneColumns = sides.flatMap(({ side, table }) =>
    side.columns
      .filter((name) => !table?.columns.some((column) => column.name === name))
      .map((name) => `${tableText(side.table)}.${name}`),
  );
  if (goneColumns.length === 0) {
    const state = mode === 'prisma' ? 'emulated' : 'notEnforced';
    return { relation: keptRelation(kept, state), warning: null };
  }
  const message = `Relation ${kept.id} is stale and nobody keeps it: ${columnsGone(goneColumns)}.`;
  return {
    relation: keptRelation(kept, 'stale'),
    warning: { rule: 'staleRelation', relation: kept.id, message },
  };
}

function columnsGone(names: readonly string[]): string {
  return names.length === 1 ? `column ${names[0]} is gone` : `columns ${names.join(', ')} are gone`;
}

function keptRelation(kept: KeptRelation, state: 'emulated' | 'notEnforced' | 'stale'): Relation {
  return {
    id: kept.id,
    child: kept.child,
    parent: kept.parent,
    onDelete: kept.onDelete,
    onUpdate: kept.onUpdate,
    constraint: null,
    state,
    match: kept.foreignKey?.match ?? 'simple',
    setColumns: kept.foreignKey?.setColumns ?? null,
    deferred: false,
  };
}

/** In `prisma` mode a foreign key that the file does not know was made by somebody else: the database enforces it. */
function unadoptedKeys(
  existing: ReadonlyMap<string, ForeignKey>,
  file: RelationFile | null,
  mode: RelationMode,
): Warning[] {
  if (mode !== 'prisma') return [];
  const known = new Set((file?.relations ?? []).map((relation) => relation.id));
  return [...existing.keys()]
    .filter((id) => !known.has(id))
    .map((id) => ({
      rule: 'foreignKeyExists',
      relation: id,
      message: `Relation ${id} is a foreign key that the database enforces, although the relation mode is prisma.`,
    }));
}

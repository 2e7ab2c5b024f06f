import type { Catalog, ForeignKey, Table } from '../model/catalog.ts';
import { relationId, tableKey, tableText } from '../model/identity.ts';
import type { ModelWarning, Relation, RelationMode, RelationModel, RelationSide } from '../model/relation.ts';
import type { KeptRelation, RelationFile } from '../model/relation-file.ts';
import { adopt, forget, proposalsFor } from './proposals.ts';

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
  const ignored = new Set(file?.indexIgnored);
  const marked = (relation: Relation): Relation =>
    ignored.has(relation.id) ? { ...relation, indexIgnored: true } : relation;
  const placed = [
    ...[...existing].map(([id, key]) => placeForeignKey(marked(enforcedRelation(id, key)), tables)),
    ...(file?.relations ?? [])
      .filter(({ id }) => !existing.has(id))
      .map((kept) => placeKept(marked(keptRelation(kept, mode)), tables)),
  ];
  const relations = placed.flatMap(({ relation }) => relation ?? []).sort((a, b) => (a.id < b.id ? -1 : 1));
  /** Foreign keys are the database's own affair. */
  const proposing = (warning: ModelWarning): ModelWarning => {
    const id = warning.relation;
    if (id === null || existing.has(id)) return warning;
    const stale = relations.find((relation) => relation.id === id);
    return {
      ...warning,
      proposals: stale === undefined ? [forget(id)] : proposalsFor(stale, catalog.tables, relations),
    };
  };
  return {
    schemas: catalog.schemas,
    defaultSchema: catalog.defaultSchema,
    tables: catalog.tables,
    mode,
    relations,
    warnings: [
      ...(mode === 'prisma' ? unknownKeys(existing, file) : []),
      ...placed.flatMap(({ warning }) => (warning === null ? [] : proposing(warning))),
    ],
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

type PlacedRelation = { readonly relation: Relation | null; readonly warning: ModelWarning | null };

/** SQLite lets a key reference what is not there, and a key may lead to a schema that the user cannot see. */
function placeForeignKey(relation: Relation, tables: ReadonlyMap<string, Table>): PlacedRelation {
  const gone = whatIsGone(relation, tables);
  if (gone === null) return { relation, warning: null };
  const message = `Relation ${relation.id} is a foreign key whose ${gone.text}, as far as this user can see.`;
  return {
    relation: { ...relation, state: 'stale' },
    warning: { rule: 'staleRelation', relation: relation.id, message },
  };
}

/** A relation of the file, as far as the catalog still has what it names. */
function placeKept(relation: Relation, tables: ReadonlyMap<string, Table>): PlacedRelation {
  const gone = whatIsGone(relation, tables);
  if (gone === null) return { relation, warning: null };
  if (gone.table) {
    const message = `Relation ${relation.id} left the model: its ${gone.text}.`;
    return { relation: null, warning: { rule: 'tableGone', relation: relation.id, message } };
  }
  const message = `Relation ${relation.id} is stale and nobody keeps it: its ${gone.text}.`;
  return {
    relation: { ...relation, state: 'stale' },
    warning: { rule: 'staleRelation', relation: relation.id, message },
  };
}

/** What the catalog does not have of what the relation names; null: it has all. */
function whatIsGone(
  { child, parent }: Relation,
  tables: ReadonlyMap<string, Table>,
): { readonly table: boolean; readonly text: string } | null {
  const sides = [child, parent].map((side) => ({ side, table: tables.get(tableKey(side.table)) }));
  const gone = sides.find(({ table }) => table === undefined);
  if (gone !== undefined) return { table: true, text: `table ${tableText(gone.side.table)} is gone` };
  const columns = sides.flatMap(({ side, table }) =>
    side.columns
      .filter((name) => !table?.columns.some((column) => column.name === name))
      .map((name) => `${tableText(side.table)}.${name}`),
  );
  return columns.length === 0 ? null : { table: false, text: columnsGone(columns) };
}

function columnsGone(names: readonly string[]): string {
  return names.length === 1 ? `column ${names[0]} is gone` : `columns ${names.join(', ')} are gone`;
}

function keptRelation(kept: KeptRelation, mode: RelationMode): Relation {
  return {
    id: kept.id,
    child: kept.child,
    parent: kept.parent,
    onDelete: kept.onDelete,
    onUpdate: kept.onUpdate,
    constraint: null,
    state: mode === 'prisma' ? 'emulated' : 'notEnforced',
    match: kept.foreignKey?.match ?? 'simple',
    setColumns: kept.foreignKey?.setColumns ?? null,
    deferred: false,
  };
}

/** In `prisma` mode a foreign key that the file does not know was made by somebody else: the database enforces it. */
function unknownKeys(existing: ReadonlyMap<string, ForeignKey>, file: RelationFile | null): ModelWarning[] {
  const known = new Set((file?.relations ?? []).map((relation) => relation.id));
  return [...existing.keys()]
    .filter((id) => !known.has(id))
    .map((id) => ({
      rule: 'foreignKeyExists',
      relation: id,
      message: `Relation ${id} is a foreign key that the database enforces, although the relation mode is prisma.`,
      proposals: [adopt(id)],
    }));
}

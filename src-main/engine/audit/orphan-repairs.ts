import type { Table } from '../../model/catalog.ts';
import { type OrphanRepair, type PlainRepair, plainRepairs } from '../../model/finding.ts';
import { rowIdentity, sameTable } from '../../model/identity.ts';
import type { Relation } from '../../model/relation.ts';
import { nullColumns } from '../ways/null-columns.ts';

/** The ways in which the orphans of a relation can be repaired, as far as the two tables permit. */
export function orphanRepairsOf(
  relation: Relation,
  tables: readonly Table[],
  relations: readonly Relation[],
): readonly OrphanRepair[] {
  const child = tables.find((candidate) => sameTable(candidate, relation.child.table));
  const parent = tables.find((candidate) => sameTable(candidate, relation.parent.table));
  if (child?.kind !== 'table' || rowIdentity(child) === null) return [];
  const writes = referencing(relation, child).every(({ generated }) => generated === null);
  const keys = parent?.columns.filter(({ name }) => relation.parent.columns.includes(name)) ?? [];
  const stands = parent?.kind === 'table' && keys.every(({ generated }) => generated === null);
  return [
    'delete',
    ...(nullColumns(relation, child, relations).length > 0 ? (['setNull'] as const) : []),
    ...(writes && hasDefaults(relation, child) ? (['setDefault'] as const) : []),
    ...(writes ? (['repoint'] as const) : []),
    ...(stands ? (['createParent'] as const) : []),
    'exportAndDelete',
  ];
}

/** Those of them that need no more to be given. */
export function plainRepairsOf(
  relation: Relation,
  tables: readonly Table[],
  relations: readonly Relation[],
): readonly PlainRepair[] {
  const ways = orphanRepairsOf(relation, tables, relations);
  return plainRepairs.filter((way) => ways.includes(way));
}

function referencing({ child: { columns } }: Relation, child: Table) {
  return child.columns.filter(({ name }) => columns.includes(name));
}

/** One default at least, and none missing where NULL may not stand in for it. */
function hasDefaults(relation: Relation, child: Table): boolean {
  const columns = referencing(relation, child);
  return (
    columns.some(({ default: text }) => text !== null) &&
    columns.every(({ default: text, nullable }) => text !== null || nullable)
  );
}

import type { Catalog } from '../../model/catalog.ts';
import type { Finding } from '../../model/finding.ts';
import { sameTable, tableKey } from '../../model/identity.ts';
import type { NewIndex } from '../../model/migration.ts';
import type { Relation } from '../../model/relation.ts';
import { indexMaker } from '../new-index.ts';

/** The indexes that mend the findings, each once. */
export function wantedIndexes(
  findings: readonly Finding[],
  relations: readonly Relation[],
  catalog: Catalog,
): readonly NewIndex[] {
  const make = indexMaker(catalog);
  const wanted = new Map<string, NewIndex>();
  for (const finding of findings) {
    const relation = relations.find(({ id }) => id === finding.relation);
    if (relation === undefined || !finding.repairs.includes('createIndex')) continue;
    const unique = finding.kind === 'parentKeyNotUnique';
    const side = unique ? relation.parent : relation.child;
    const table = catalog.tables.find((candidate) => sameTable(candidate, side.table));
    const key = JSON.stringify([tableKey(side.table), side.columns, unique]);
    if (table !== undefined && !wanted.has(key)) wanted.set(key, make(table, side.columns, unique));
  }
  return [...wanted.values()];
}

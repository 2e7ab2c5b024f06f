import { tableKey } from '../model/identity.ts';
import type { Relation, RelationModel } from '../model/relation.ts';

/** The relations that reference a table, in model order, by `tableKey` of the referenced table. */
export function relationsByParent(
  model: Pick<RelationModel, 'relations'>,
): ReadonlyMap<string, readonly Relation[]> {
  return Map.groupBy(model.relations, (relation) => tableKey(relation.parent.table));
}

/** The relations through which a table references others, in model order, by `tableKey` of the referencing table. */
export function relationsByChild(
  model: Pick<RelationModel, 'relations'>,
): ReadonlyMap<string, readonly Relation[]> {
  return Map.groupBy(model.relations, (relation) => tableKey(relation.child.table));
}

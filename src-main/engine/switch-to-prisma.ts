import type { Warning } from '../model/plan.ts';
import type { Relation } from '../model/relation.ts';
import type { KeptRelation } from '../model/relation-file.ts';
import { keyedForeignKeys, relationSides } from './relation-graph.ts';
import type { PlannedRelations, SwitchQuestion } from './switch-question.ts';

/** Every foreign key is dropped and kept in the relation file, with all that brings it back. */
export function toPrisma({ catalog, file, model }: SwitchQuestion): PlannedRelations {
  const existing = keyedForeignKeys(catalog.foreignKeys);
  const dropped = [...existing].map(([id, key]): KeptRelation => {
    return { id, ...relationSides(key), onDelete: key.onDelete, onUpdate: key.onUpdate, foreignKey: key };
  });
  const declared = file.relations.filter(({ id }) => !existing.has(id));
  return {
    relations: model.relations.map((relation) => {
      if (existing.has(relation.id)) return { relation, change: 'drop', reason: null };
      return { relation, change: 'keep', reason: keepReason(relation, model.warnings) };
    }),
    decisions: [],
    blockers: [],
    warnings: model.warnings.filter(({ relation }) => relation !== null),
    repairs: [],
    uniqueIndexes: [],
    keys: [...existing.values()],
    kept: [...dropped, ...declared],
  };
}

function keepReason(relation: Relation, warnings: readonly Warning[]): string {
  const warning = warnings.find((candidate) => candidate.relation === relation.id);
  return warning?.message ?? 'It is declared in the relation file; Referee emulates it from now on.';
}

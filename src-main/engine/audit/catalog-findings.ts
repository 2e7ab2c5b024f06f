import type { Finding } from '../../model/finding.ts';
import { actionIgnored } from './action-ignored.ts';
import { cascadeCycle } from './cascade-cycle.ts';
import { cascadeDepth } from './cascade-depth.ts';
import { cascadePaths } from './cascade-paths.ts';
import { missingIndex } from './missing-index.ts';
import { notEnforced } from './not-enforced.ts';
import { notValidated } from './not-validated.ts';
import { parentKeyNotUnique } from './parent-key-not-unique.ts';
import type { AuditQuestion, AuditRule } from './question.ts';
import { setNullOnNotNull } from './set-null-on-not-null.ts';
import { staleRelation } from './stale-relation.ts';
import { typeMismatch } from './type-mismatch.ts';

const rules: readonly AuditRule[] = [
  staleRelation,
  parentKeyNotUnique,
  typeMismatch,
  setNullOnNotNull,
  notEnforced,
  notValidated,
  missingIndex,
  cascadeDepth,
  cascadePaths,
  cascadeCycle,
  actionIgnored,
];

/** All that the catalog tells of the relations, without a look at any row. */
export function catalogFindings(question: AuditQuestion): readonly Finding[] {
  return rules.flatMap((rule) => rule(question));
}

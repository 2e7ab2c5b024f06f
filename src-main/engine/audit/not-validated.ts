import type { Finding } from '../../model/finding.ts';
import { tableText } from '../../model/identity.ts';
import { type AuditRule, findingOn, sound } from './question.ts';

/** A key of which all rows were just found to be in order can be told so. */
export function validatable(finding: Finding): Finding {
  return finding.kind === 'notValidated' ? { ...finding, repairs: ['validate'] } : finding;
}

/** Enforced for new writes, while nobody ever looked at the rows that were there before (PostgreSQL NOT VALID). */
export const notValidated: AuditRule = (question) =>
  sound(question)
    .filter(({ state }) => state === 'unvalidated')
    .map((relation) => {
      const { id, child, constraint } = relation;
      const key = constraint === null ? `Relation ${id}` : `Foreign key ${constraint} of relation ${id}`;
      const message = `${key} was never checked against the rows that ${tableText(child.table)} had before it, which may be orphans.`;
      return findingOn(relation, { kind: 'notValidated', severity: 'warning', message });
    });

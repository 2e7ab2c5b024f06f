import type { Finding } from '../../model/finding.ts';
import { type AuditRule, findingOn } from './question.ts';

/** Relations of which a table or a column is gone, those included that left the model for that. */
export const staleRelation: AuditRule = ({ model, file }) =>
  model.warnings.flatMap(({ rule, relation: id, message }): Finding[] => {
    if (rule !== 'staleRelation' && rule !== 'tableGone') return [];
    const kept = file.relations.find((candidate) => candidate.id === id);
    const relation = model.relations.find((candidate) => candidate.id === id) ?? kept;
    if (relation === undefined) return [];
    // A foreign key whose other side is gone makes every write to its table fail.
    const severity = kept === undefined ? 'error' : 'warning';
    const repairs = kept === undefined ? [] : (['forget'] as const);
    return [findingOn(relation, { kind: 'staleRelation', severity, message, repairs })];
  });

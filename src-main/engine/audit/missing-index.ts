import { sameTable } from '../../model/identity.ts';
import { indexWarnings } from '../missing-index.ts';
import { type AuditRule, findingOn, sound } from './question.ts';

/** Each delete of a parent reads the whole table of its children. */
export const missingIndex: AuditRule = (question) => {
  const relations = sound(question);
  const warnings = indexWarnings(relations, question.catalog.tables);
  return relations.flatMap((relation) => {
    const warning = warnings.find((candidate) => candidate.relation === relation.id);
    const table = question.catalog.tables.find((candidate) => sameTable(candidate, relation.child.table));
    if (warning === undefined || table?.kind !== 'table') return [];
    const { message } = warning;
    return [
      findingOn(relation, { kind: 'missingIndex', severity: 'warning', message, repairs: ['createIndex'] }),
    ];
  });
};

import type { Column } from '../../model/catalog.ts';
import type { Finding } from '../../model/finding.ts';
import type { Relation } from '../../model/relation.ts';
import { type AuditRule, columnsOf, findingOn, sound } from './question.ts';

/** Types between which the engine allows no key, and those that it converts to compare them. */
export const typeMismatch: AuditRule = (question) =>
  sound(question).flatMap((relation) => {
    const { tables } = question.catalog;
    const parents = columnsOf(tables, relation.parent);
    return columnsOf(tables, relation.child).flatMap((child, place): Finding[] => {
      const parent = parents[place];
      if (child === undefined || parent === undefined) return [];
      const reason = question.rules.typeRefusal(child, parent);
      if (reason !== null) return [mismatch(relation, child, 'warning', `do not fit: ${reason}`)];
      const difference = question.rules.typeDifference(child, parent);
      if (difference === null) return [];
      return [mismatch(relation, child, 'info', `differ: ${difference}`)];
    });
  });

function mismatch(relation: Relation, { name }: Column, severity: Finding['severity'], how: string): Finding {
  const message = `The two sides of relation ${relation.id} ${how}`;
  return findingOn(relation, { kind: 'typeMismatch', severity, message }, name);
}

/** The database itself says that it cannot compare the two sides. */
export function incomparable(relation: Relation, reason: string): Finding {
  const message = `The rows of relation ${relation.id} cannot be compared, so that nobody knows its orphans: ${reason}`;
  return findingOn(relation, { kind: 'typeMismatch', severity: 'error', message }, 'rows');
}

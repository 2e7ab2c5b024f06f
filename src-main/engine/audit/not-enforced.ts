import { tableText } from '../../model/identity.ts';
import { type AuditRule, findingOn, sound } from './question.ts';

/** Declared, but neither the database nor Referee keeps it. */
export const notEnforced: AuditRule = (question) =>
  sound(question)
    .filter(({ state }) => state === 'notEnforced')
    .map((relation) => {
      const { id, child, parent, constraint } = relation;
      const isKept = question.file.relations.some((kept) => kept.id === id) && constraint === null;
      const who = isKept
        ? 'is declared in the relation file, but in the relation mode foreignKeys only foreign keys are kept'
        : 'is a foreign key that this database does not enforce';
      const message = `Relation ${id} ${who}, so that rows of ${tableText(child.table)} may reference nothing in ${tableText(parent.table)}.`;
      return findingOn(relation, { kind: 'notEnforced', severity: 'warning', message });
    });

import { tableText } from '../../model/identity.ts';
import { clauseText } from '../action-text.ts';
import { actionRules } from '../actions/index.ts';
import { type AuditRule, columnsOf, findingOn, sound } from './question.ts';

/** An action that would write NULL into a column that may not be NULL: it always fails where there are children. */
export const setNullOnNotNull: AuditRule = (question) =>
  sound(question).flatMap((relation) =>
    (['onDelete', 'onUpdate'] as const).flatMap((event) => {
      if (relation[event] !== 'setNull') return [];
      const assigned = actionRules.setNull
        .assigns(relation, event === 'onDelete' ? 'delete' : 'update')
        .map(({ column }) => column);
      const bound = columnsOf(question.catalog.tables, relation.child).flatMap((column) =>
        column !== undefined && !column.nullable && assigned.includes(column.name) ? [column.name] : [],
      );
      if (bound.length === 0) return [];
      const what = event === 'onDelete' ? 'delete' : 'key update';
      const message =
        `Relation ${relation.id} is ${clauseText(event, 'setNull')}, but ${bound.map((name) => `${tableText(relation.child.table)}.${name}`).join(', ')} may not be NULL, ` +
        `so that every ${what} of a referenced row of ${tableText(relation.parent.table)} fails.`;
      return [findingOn(relation, { kind: 'setNullOnNotNull', severity: 'error', message }, event)];
    }),
  );

import type { Finding } from '../../model/finding.ts';
import { actionText, clauseText } from '../action-text.ts';
import { type AuditRule, findingOn, sound } from './question.ts';

/** Actions of foreign keys that are not what they say on this engine. Emulated ones are. */
export const actionIgnored: AuditRule = (question) =>
  sound(question)
    .filter(({ state }) => state === 'enforced' || state === 'unvalidated')
    .flatMap((relation) => {
      const found = (['onDelete', 'onUpdate'] as const).flatMap((event): Finding[] => {
        const known = question.rules.actions.foreignKeys.find(({ action }) => action === relation[event]);
        const effective = known?.[event];
        if (known === undefined || effective === undefined || effective === relation[event]) return [];
        const how =
          effective === 'unsupported' ? 'is not supported here' : `acts as ${actionText(effective)}`;
        const note = known.note === null ? '' : ` ${known.note}`;
        const message = `${clauseText(event, relation[event])} of relation ${relation.id} ${how}.${note}`;
        const severity = effective === 'unsupported' ? 'warning' : 'info';
        return [findingOn(relation, { kind: 'actionIgnored', severity, message }, event)];
      });
      const refused = question.rules.ignoredUpdate(relation);
      if (refused === null) return found;
      const clause = clauseText('onUpdate', relation.onUpdate);
      const message = `${clause} of relation ${relation.id} is not followed: ${refused}`;
      return [
        ...found,
        findingOn(relation, { kind: 'actionIgnored', severity: 'warning', message }, 'follow'),
      ];
    });

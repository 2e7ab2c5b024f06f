import type { MigrationPlan } from '../model/migration.ts';
import type { Relation, RelationMode } from '../model/relation.ts';
import { actionText, clauseText } from './action-text.ts';
import type { SwitchQuestion } from './switch-question.ts';

const general: Readonly<Record<RelationMode, string>> = {
  prisma:
    'The database no longer checks relations: only writes made through Referee are, other programs can make orphans.',
  foreignKeys: 'The database checks relations for every program that writes to it.',
};

/** What behaves differently after a switch, one sentence each. */
export function switchDifferences(
  question: SwitchQuestion,
  planned: MigrationPlan['relations'],
): readonly string[] {
  const { to, rules, catalog } = question;
  const changing = planned
    .filter(({ change }) => change === 'drop' || change === 'add')
    .map(({ relation }) => relation);
  if (changing.length === 0) return [];
  const deferrable = to === 'prisma' ? catalog.foreignKeys.filter((key) => key.deferrable !== 'no') : [];
  return [
    general[to],
    ...actionDifferences(question, changing),
    ...deferrable.map(
      (key) =>
        `Foreign key ${key.name ?? key.columns.join(', ')} of ${key.table.name} could be checked at COMMIT; ` +
        'emulated, its relation is checked once for each set of changes.',
    ),
    ...rules.differences,
  ];
}

/** Declared actions that this engine turns into others; emulated, each does what it says. */
function actionDifferences({ rules, to }: SwitchQuestion, changing: readonly Relation[]): string[] {
  return (['onDelete', 'onUpdate'] as const).flatMap((event) =>
    rules.actions.foreignKeys.flatMap((native) => {
      const effective = native[event];
      const count = changing.filter((relation) => relation[event] === native.action).length;
      if (effective === 'unsupported' || effective === native.action || count === 0) return [];
      const clause = `${clauseText(event, native.action)} (${count === 1 ? '1 relation' : `${count} relations`})`;
      const note = native.note === null ? '' : ` ${native.note}`;
      return to === 'prisma'
        ? [
            `${clause} acted as ${actionText(effective)} in the database; emulated, it does what it says.${note}`,
          ]
        : [`${clause} will act as ${actionText(effective)} in the database.${note}`];
    }),
  );
}

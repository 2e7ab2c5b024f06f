import type { MigrationPlan } from '../model/migration.ts';
import type { Relation, RelationMode } from '../model/relation.ts';
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

/** Declared actions that do one thing as a foreign key of this engine and another when emulated. */
function actionDifferences({ rules, to }: SwitchQuestion, changing: readonly Relation[]): string[] {
  return (['onDelete', 'onUpdate'] as const).flatMap((event) =>
    rules.actions.foreignKeys.flatMap((native) => {
      const emulated = rules.actions.prisma.find(({ action }) => action === native.action);
      if (emulated === undefined || emulated[event] === native[event]) return [];
      const count = changing.filter((relation) => relation[event] === native.action).length;
      if (count === 0) return [];
      const after = to === 'prisma' ? emulated : native;
      const note = native.note ?? emulated.note;
      const relations = count === 1 ? '1 relation' : `${count} relations`;
      return [
        `${event} ${native.action} of ${relations} acts as ${after[event]}.${note === null ? '' : ` ${note}`}`,
      ];
    }),
  );
}

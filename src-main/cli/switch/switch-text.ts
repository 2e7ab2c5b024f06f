import { quantity } from '../../model/count-text.ts';
import type { Decision, InterruptedSwitch, MigrationPlan, MigrationStep } from '../../model/migration.ts';
import { valueText } from '../../model/value.ts';
import { alignColumns } from '../plan/align-columns.ts';
import { blockerLines, effectLines, indented } from '../plan/plan-text.ts';
import { visible } from '../plan/visible.ts';

const changes: Readonly<Record<MigrationPlan['relations'][number]['change'], string>> = {
  drop: 'foreign key dropped',
  add: 'foreign key added',
  keep: 'stays',
  cannot: 'cannot be switched',
  edit: 'actions changed',
};

/** A plan for people in a terminal: lines without anything that a terminal would act on. */
export function switchText(
  plan: MigrationPlan,
  decided: Readonly<Record<string, string>>,
  { sql }: { readonly sql: boolean },
): string {
  const { from, to, relations, decisions, blockers, warnings, differences, steps } = plan;
  const together = plan.transactional ? 'all in one transaction' : 'resumable after each';
  return text([
    [
      `Switch from ${from} to ${to}: ${quantity(relations.length, 'relation')}, ${quantity(steps.length, 'step')}.`,
    ],
    section('Relations', alignColumns(relations.map(relationCells), ['left', 'left'])),
    section('Blocked', blockers.flatMap(blockerLines)),
    section(
      'Decisions (--decide id=choice)',
      decisions.flatMap((one) => decisionLines(one, decided)),
    ),
    section(
      'Warnings',
      warnings.map(({ message }) => message),
    ),
    section(
      `Steps, ${together}`,
      steps.flatMap((step, place) => stepLines(step, place, sql)),
    ),
    section('What behaves differently afterwards', differences),
  ]);
}

/** What is left of a switch, and what to do about it. */
export function interruptedText(interrupted: InterruptedSwitch): string {
  const { message, problem, steps, orphans, running } = interrupted;
  const marks = { done: 'done', begun: 'stopped here', waiting: 'not begun' };
  return text([
    [message, ...(problem === null ? [] : [problem])],
    section(
      'Steps',
      alignColumns(
        steps.map(({ summary, state }) => [marks[state], summary]),
        ['left', 'left'],
      ),
    ),
    section('Rows in the way', orphans.flatMap(blockerLines)),
    [running ? 'Another process is still at it.' : 'Go on with --resume, or take it back with --go-back.'],
  ]);
}

function text(sections: readonly (readonly string[])[]): string {
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => visible(line)).join('\n'))
    .join('\n\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...indented(lines)];
}

function relationCells({ relation, change, reason }: MigrationPlan['relations'][number]): readonly string[] {
  return [relation.id, reason === null ? changes[change] : `${changes[change]}: ${reason}`];
}

function decisionLines(
  { id, question, choices, default: usual }: Decision,
  decided: Readonly<Record<string, string>>,
) {
  const chosen = decided[id] ?? usual;
  const marks = (choice: string) =>
    [...(choice === chosen ? ['chosen'] : []), ...(choice === usual ? ['default'] : [])].join(', ');
  return [
    id,
    `  ${question}`,
    ...alignColumns(
      choices.map((choice) => [
        choice.id,
        choice.label,
        marks(choice.id) === '' ? '' : `(${marks(choice.id)})`,
      ]),
      ['left', 'left', 'left'],
    ).map((line) => `    ${line}`),
  ];
}

function stepLines(step: MigrationStep, place: number, sql: boolean): readonly string[] {
  const time = step.estimateMs === null ? '' : ` (about ${step.estimateMs} ms)`;
  const statements = (list: MigrationStep['execute']) =>
    list.flatMap(({ text: one, params }) => [
      ...`${one}${one.startsWith('.') ? '' : ';'}`.split('\n'),
      ...(params.length === 0 ? [] : [`  with ${params.map(valueText).join(', ')}`]),
    ]);
  const checks = (title: string, list: MigrationStep['precheck'] = []) =>
    list.map(({ sentence }) => `${title}: ${sentence}`);
  const { guard, execute, reverse } = step;
  return [
    `${place + 1}. ${step.summary}${time}`,
    ...effectLines(step.changes?.effects ?? []).map((line) => `     ${line}`),
    ...(step.locks === null ? [] : [`     ${step.locks}`]),
    ...(sql
      ? [
          ...checks('Before', step.precheck),
          ...statements([...(guard?.take ?? []), ...execute, ...(guard?.release ?? [])]),
          ...checks('After', step.postcheck),
          ...(reverse === null || reverse.length === 0 ? [] : ['To go back:', ...statements(reverse)]),
        ].map((line) => `     ${line}`)
      : []),
  ];
}

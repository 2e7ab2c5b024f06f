import { countText, quantity } from '../../model/count-text.ts';
import { tableText } from '../../model/identity.ts';
import type { Blocker, ChangePlan, Effect } from '../../model/plan.ts';
import { planSummary } from '../../model/plan-summary.ts';
import { actionWords } from '../../model/relation.ts';
import { type Row, valueText } from '../../model/value.ts';
import { alignColumns } from './align-columns.ts';
import { visible } from './visible.ts';

const keptBy: Readonly<Record<ChangePlan['enforcedBy'], string>> = {
  database: 'Relations are kept by the foreign keys of the database.',
  engine: 'Relations are kept by Referee (relation mode prisma).',
};
const rowsShown = 5;

/** A plan for people in a terminal: lines without anything that a terminal would act on. */
export function planText(plan: ChangePlan, { sql }: { readonly sql: boolean }): string {
  const sections = [
    [`${planSummary(plan)}.`, keptBy[plan.enforcedBy]],
    effectLines(plan.effects),
    ['In all', ...indented(totalLines(plan))],
    ...(plan.blockers.length === 0 ? [] : [['Blocked', ...indented(plan.blockers.flatMap(blockerLines))]]),
    ...(plan.warnings.length === 0
      ? []
      : [['Warnings', ...indented(plan.warnings.map(({ message }) => message))]]),
    ...(sql && plan.statements.length > 0 ? [['Statements', ...indented(statementLines(plan))]] : []),
  ];
  return sections.map((lines) => lines.map((line) => visible(line)).join('\n')).join('\n\n');
}

/** Each effect below the one that sets it off. */
export function effectLines(effects: readonly Effect[]): readonly string[] {
  return alignColumns(treeCells(effects), ['left', 'left', 'right', 'left', 'left']);
}

function treeCells(effects: readonly Effect[]): readonly (readonly string[])[] {
  const shown = new Set(effects.map(({ id }) => id));
  return below(null, 0);

  function below(parent: number | null, depth: number): readonly (readonly string[])[] {
    return effects
      .filter(({ cause }) => (cause !== null && shown.has(cause.from) ? cause.from : null) === parent)
      .flatMap((effect) => [cellsOf(effect, depth), ...below(effect.id, depth + 1)]);
  }
}

function cellsOf({ table, action, count, exact, columns, cause }: Effect, depth: number): readonly string[] {
  return [
    `${'  '.repeat(depth)}${tableText(table)}`,
    action,
    countText(count, exact),
    columns.join(', '),
    cause === null ? 'asked for' : `${actionWords[cause.referentialAction]} by ${cause.relation}`,
  ];
}

function totalLines({ totals }: ChangePlan): readonly string[] {
  const cells = totals.map(({ table, action, count, exact }) => [
    action,
    countText(count, exact),
    tableText(table),
  ]);
  return alignColumns(cells, ['left', 'right', 'left']);
}

/** What is in the way, with the first of the rows and the ways on. */
export function blockerLines({ message, sample, since, count, exact, ways }: Blocker): readonly string[] {
  const shown = sample.slice(0, rowsShown);
  const rows = since?.slice(0, rowsShown).flatMap(sinceLines) ?? shown.map((row) => `  ${rowText(row)}`);
  const more = count - shown.length;
  const on = ways.map(({ label }) => `  - ${label}.`);
  return [
    message,
    ...rows,
    ...(more > 0 ? [`  and ${quantity(more, 'more', 'more', exact)}`] : []),
    ...(on.length === 0 ? [] : ['Ways on', ...on]),
  ];
}

function sinceLines({ left, now }: NonNullable<Blocker['since']>[number]): readonly string[] {
  return [`  was ${rowText(left)}`, `  now ${now === null ? 'gone' : rowText(now)}`];
}

/** `id = 1, name = Ada` */
export function rowText(row: Row): string {
  return Object.entries(row)
    .map(([column, value]) => `${column} = ${valueText(value)}`)
    .join(', ');
}

function statementLines({ statements }: ChangePlan): readonly string[] {
  return statements.flatMap(({ text, params }) => [
    ...`${text};`.split('\n'),
    ...(params.length === 0 ? [] : [`  with ${params.map(valueText).join(', ')}`]),
  ]);
}

export function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

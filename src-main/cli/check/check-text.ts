import { styleText } from 'node:util';
import { countText, quantity } from '../../model/count-text.ts';
import { type Finding, type Severity, severities } from '../../model/finding.ts';
import type { RelationModel } from '../../model/relation.ts';
import { indented, rowText } from '../plan/plan-text.ts';
import { visible } from '../plan/visible.ts';

const rowsShown = 3;
const widest = Math.max(...severities.map(({ length }) => length));
const colourOf = { error: 'red', warning: 'yellow', info: 'cyan' } as const;
const nouns: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };
const keptBy: Readonly<Record<RelationModel['mode'], string>> = {
  foreignKeys: 'the foreign keys of the database',
  prisma: 'Referee (relation mode prisma)',
};

/** Findings for people in a terminal: lines without anything that a terminal would act on but, if wanted, colours. */
export function checkText(findings: readonly Finding[], model: RelationModel, colours: boolean): string {
  const { relations, mode } = model;
  const all = `${quantity(relations.length, 'relation')}, kept by ${keptBy[mode]}.`;
  const blocks = findings.map((finding) => block(finding, colours));
  return [`${summary(findings)} in ${all}`, ...blocks].join('\n\n');
}

function summary(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing found';
  const counted = severities.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [quantity(count, nouns[severity])];
  });
  return counted.join(', ');
}

function block(finding: Finding, colours: boolean): string {
  const { severity, kind, message, sample, count, exact, sql, repairs } = finding;
  const word = severity.padEnd(widest);
  const head = colours ? styleText(colourOf[severity], word, { validateStream: false }) : word;
  const rows = sample.slice(0, rowsShown).map(rowText);
  const more = (count ?? 0) - rows.length;
  const lines = [
    ...rows,
    ...(rows.length > 0 && more > 0 ? [`and ${countText(more, exact)} more`] : []),
    ...(sql === null ? [] : [`SQL     ${sql}`]),
    ...(repairs.length === 0 ? [] : [`Repair  ${repairs.join(', ')}`]),
  ];
  return [`${head}  ${kind}`, visible(`  ${message}`), ...indented(indented(lines.map(visible)))].join('\n');
}

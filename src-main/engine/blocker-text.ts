import type { Check, Column, Key, Table, TableRef } from '../model/catalog.ts';
import { tableText } from '../model/identity.ts';
import type { BlockerRule } from '../model/plan.ts';
import { actionWords, type Relation } from '../model/relation.ts';
import type { FoundRows, Reach } from '../model/row-sets.ts';
import { type Row, valueText } from '../model/value.ts';
import { mentions } from './mentions.ts';

/** One sentence per blocker, naming table, relation, columns and the first of the rows. */

export function stillReferencedText({ relation, event }: Reach, rows: FoundRows): string {
  const { child, parent } = relation;
  const what = event === 'delete' ? 'cannot be deleted' : 'cannot get another key';
  const clause =
    event === 'delete'
      ? `ON DELETE ${actionWords[relation.onDelete]}`
      : `ON UPDATE ${actionWords[relation.onUpdate]}`;
  const example =
    rows.sample[0] === undefined ? '' : `, for example ${columnsText(child.columns, rows.sample[0])}`;
  return `Rows of ${tableText(parent.table)} ${what}: ${countText(rows)} of ${tableText(child.table)} still reference them through ${child.columns.join(', ')} (${clause})${example}.`;
}

export function parentMissingText(relation: Relation, rows: FoundRows): string {
  const { child, parent } = relation;
  const first = rows.sample[0];
  const partly = first !== undefined && child.columns.some((column) => first[column] === null);
  if (partly) {
    return `${countText(rows)} of ${tableText(child.table)} would reference ${tableText(parent.table)} in part only, which MATCH FULL forbids: ${columnsText(child.columns, first)}.`;
  }
  const value = first === undefined ? '' : `: ${columnsText(child.columns, first)}`;
  return `${countText(rows)} of ${tableText(child.table)} would reference a row of ${tableText(parent.table)} (${parent.columns.join(', ')}) that does not exist${value}.`;
}

export function notNullableText(
  table: TableRef,
  column: Column,
  relation: Relation | null,
  rule: 'notNullable' | 'noDefault',
  rows: FoundRows,
): string {
  const name = `${tableText(table)}.${column.name}`;
  if (relation === null) return `${name} may not be NULL, but ${countText(rows)} would get NULL.`;
  const parent = tableText(relation.parent.table);
  if (rule === 'noDefault') {
    return `${name} has no default and may not be NULL, but ${countText(rows)} would be set to the default because of ${parent}.`;
  }
  return `${name} may not be NULL, but ${countText(rows)} would lose the reference to ${parent}.`;
}

export function requiredText(table: TableRef, column: Column): string {
  return `A new row of ${tableText(table)} needs a value for ${column.name}, which may not be NULL and has no default.`;
}

export function generatedText({ child, parent }: Relation): string {
  return `A new row of ${tableText(child.table)} references ${tableText(parent.table)} by ${child.columns.join(', ')}, which the database would number by itself; give it the key of its parent.`;
}

export function duplicateText(table: TableRef, key: Key, rows: FoundRows): string {
  const example = rows.sample[0] === undefined ? '' : `: ${columnsText(key.columns, rows.sample[0])}`;
  return `${tableText(table)} would have several rows with the same ${key.columns.join(', ')}${example}.`;
}

export function contradictionText(relation: Relation, column: string, rows: FoundRows): string {
  return `${tableText(relation.child.table)}.${column} would have to take two different values in ${countText(rows)}: one through the reference to ${tableText(relation.parent.table)}, another through this change or another relation.`;
}

/** What the database comes across first; there may be more of it. */
export function refusedText(
  rule: BlockerRule,
  relation: Relation | null,
  table: TableRef,
  columns: readonly string[],
  rows: FoundRows,
): string {
  const name = tableText(table);
  const example = rows.sample[0] === undefined ? '' : `, for example ${columnsText(columns, rows.sample[0])}`;
  const parent = relation === null ? 'their parents' : tableText(relation.parent.table);
  if (rule === 'unique')
    return `${name} would have two rows with the same ${columns.join(', ')} on the way${example}.`;
  if (rule === 'notNullable') return `${name}.${columns.join(', ')} may not be NULL, but would get NULL.`;
  if (rule === 'parentMissing')
    return `Rows of ${name} would reference rows of ${parent} that do not exist${example}.`;
  if (rule === 'orphans') return `The change would leave references without a row in ${name}.`;
  return `The database cannot follow the relation from ${name} to ${parent}: it would change a new row or the key of a row that is still to be changed, or the same table twice, or go too many levels deep${example}.`;
}

export function ambiguityText(cascade: Relation, { relation, event }: Reach, rows: FoundRows): string {
  const child = tableText(cascade.child.table);
  const sets = event === 'delete' ? relation.onDelete : relation.onUpdate;
  const example =
    rows.sample[0] === undefined ? '' : `: ${columnsText(cascade.child.columns, rows.sample[0])}`;
  return (
    `${countText(rows)} of ${child} would be deleted through ${cascade.child.columns.join(', ')} -> ${tableText(cascade.parent.table)}, ` +
    `and changed through ${relation.child.columns.join(', ')} -> ${tableText(relation.parent.table)} (${actionWords[sets]}), ` +
    `so that what becomes of them depends on which comes first${example}.`
  );
}

export function failedCheckText(table: Table, check: Check, rows: FoundRows): string {
  const first = rows.sample[0];
  const columns = table.columns.map(({ name }) => name).filter((name) => mentions(check.expression, [name]));
  const example = first === undefined || columns.length === 0 ? '' : `: ${columnsText(columns, first)}`;
  return `${countText(rows)} of ${tableText(table)} would not meet ${checkText(check)}${example}.`;
}

export function uncertainCheckText(table: Table, check: Check): string {
  return `Whether the rows of ${tableText(table)} meet ${checkText(check)} cannot be told beforehand; if one does not, nothing is changed.`;
}

function checkText({ name, expression }: Check): string {
  const text = expression.replaceAll(/\s+/g, ' ');
  const shown = text.length <= 80 ? text : `${text.slice(0, 80)}…`;
  return `the check ${name === null ? shown : `${name}, ${shown}`}`;
}

export function writesGeneratedText({ child, parent }: Relation, column: Column, rows: FoundRows): string {
  return `${tableText(child.table)}.${column.name} is generated and cannot be written, but would have to follow ${tableText(parent.table)} in ${countText(rows)}.`;
}

export function generatedKeyText(
  table: Table,
  column: string,
  { child, parent }: Relation,
  enforcedBy: 'database' | 'engine',
): string {
  const what = `${tableText(table)}.${column} is generated from what this changes, and takes part in the relation from ${tableText(child.table)} to ${tableText(parent.table)}`;
  return enforcedBy === 'database'
    ? `${what}: what the database does about that is not shown here.`
    : `${what}, which cannot be kept without knowing what it comes to.`;
}

export function rewrittenText({ relation, event }: Reach, rows: FoundRows): string {
  const { child, parent } = relation;
  const sets = event === 'delete' ? relation.onDelete : relation.onUpdate;
  const example = rows.sample[0] === undefined ? '' : `: ${columnsText(child.columns, rows.sample[0])}`;
  return (
    `${countText(rows)} of ${tableText(child.table)} would be changed by this change and through ${child.columns.join(', ')} -> ` +
    `${tableText(parent.table)} (${actionWords[sets]}), so that what becomes of them depends on which comes first${example}.`
  );
}

export function updatedFirstText(table: TableRef, columns: readonly string[], rows: FoundRows): string {
  const example = rows.sample[0] === undefined ? '' : `: ${columnsText(columns, rows.sample[0])}`;
  return (
    `${countText(rows)} of ${tableText(table)} would be changed by this change and deleted with what they reference, so that ` +
    `what becomes of them depends on which comes first${example}. Make the changes one after the other.`
  );
}

export function unidentifiedText(relation: Relation, rows: FoundRows): string {
  return `${countText(rows)} of ${tableText(relation.child.table)} would change, but the table has no key that tells its rows apart; add a primary key first.`;
}

function countText({ count, exact }: FoundRows): string {
  const number = count.toLocaleString('en-US');
  return `${exact ? number : `at least ${number}`} ${count === 1 && exact ? 'row' : 'rows'}`;
}

function columnsText(columns: readonly string[], row: Row): string {
  return columns.map((column) => `${column} = ${valueText(row[column] ?? null)}`).join(', ');
}

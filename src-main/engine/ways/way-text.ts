import { quantity } from '../../model/count-text.ts';
import type { Relation } from '../../model/relation.ts';
import type { FoundRows } from '../../model/row-sets.ts';
import { rowsOf } from '../../model/table-noun.ts';
import { type Row, valueText } from '../../model/value.ts';

/** What each way on does, in a sentence for a button. */

export function deleteTooText({ child }: Relation, { count, exact }: FoundRows, cascades: boolean): string {
  const rest = cascades ? ', and what goes with them' : '';
  return `Delete ${rowsOf(child.table.name, count, exact)} as well${rest}`;
}

/** `lost`: other relations whose reference ends by that. */
export function setNullText(
  { child }: Relation,
  columns: readonly string[],
  { count, exact }: FoundRows,
  lost: readonly Relation[],
): string {
  const rest = lost.map(({ parent }) => `, which also ends the reference to ${parent.table.name}`);
  return `Set ${named(child.table.name, columns)} to NULL in ${quantity(count, 'row', 'rows', exact)}${rest.join('')}`;
}

export function pointElsewhereText({ child, parent }: Relation, { count, exact }: FoundRows): string {
  return `Point ${rowsOf(child.table.name, count, exact)} to another row of ${parent.table.name}`;
}

/** `keys`: those of the rows to insert. */
export function insertParentText({ parent }: Relation, keys: readonly Row[]): string {
  const [first, ...more] = keys.map((key) =>
    Object.entries(key)
      .map(([column, value]) => `${column} = ${valueText(value)}`)
      .join(', '),
  );
  const which = more.length === 0 ? ` with ${first}` : '';
  return `Insert ${rowsOf(parent.table.name, keys.length)}${which} as well, all else as the defaults say`;
}

export function leaveNullText(
  { child }: Relation,
  columns: readonly string[],
  { count, exact }: FoundRows,
): string {
  return `Leave ${named(child.table.name, columns)} NULL instead, in ${quantity(count, 'row', 'rows', exact)}`;
}

export function referenceAnotherText({ parent }: Relation): string {
  return `Reference another row of ${parent.table.name} instead`;
}

function named(table: string, columns: readonly string[]): string {
  return columns.map((column) => `${table}.${column}`).join(', ');
}

import { countText } from '../model/count-text.ts';
import { tableText } from '../model/identity.ts';
import type { Relation } from '../model/relation.ts';
import type { FoundRows } from '../model/row-sets.ts';
import { valueText } from '../model/value.ts';

/** `3 rows of orders (customer_id) reference no row of customer, such as (9).` */
export function orphansText({ child, parent }: Relation, { count, exact, sample }: FoundRows): string {
  const [first] = sample;
  const values = child.columns.map((column) => valueText(first?.[column] ?? null));
  const example = first === undefined ? '' : `, such as (${values.join(', ')})`;
  const rows = `${exact ? '' : 'At least '}${countText(count)} ${count === 1 ? 'row' : 'rows'}`;
  return (
    `${rows} of ${tableText(child.table)} (${child.columns.join(', ')}) ` +
    `${count === 1 ? 'references' : 'reference'} no row of ${tableText(parent.table)}${example}.`
  );
}

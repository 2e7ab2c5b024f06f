import type { Column } from '../../model/catalog.ts';
import type { Value } from '../../model/value.ts';
import type { SqlFacts } from '../dialect.ts';
import { join, parameter, quote, raw, type Sql, sql } from './statement.ts';

/** One column of the order in which rows are paged. */
export type OrderColumn = { readonly column: Column; readonly direction: 'asc' | 'desc' };

export function orderBy(facts: SqlFacts, order: readonly OrderColumn[]): Sql {
  return join(
    order.map(({ column, direction }) =>
      direction === 'asc' ? quote(facts, column.name) : sql`${quote(facts, column.name)} DESC`,
    ),
    ', ',
  );
}

/**
 * The rows that come after the one with these values, in this order; `orEqual`: and those that tie with it.
 * The bound on the first column is implied by the rest; an index on that column can begin there.
 */
export function comesAfter(
  facts: SqlFacts,
  order: readonly OrderColumn[],
  values: readonly Value[],
  orEqual: boolean,
): Sql {
  const steps = order.map((step, index) => ({ ...step, value: values[index] ?? null }));
  const rest = steps.reduceRight<Sql>(
    (later, step) => {
      const beyond = columnAfter(facts, step);
      const same = sql`(${columnEquals(facts, step)} AND ${later})`;
      return beyond === null ? same : sql`(${beyond} OR ${same})`;
    },
    raw(orEqual ? '1 = 1' : '1 = 0'),
  );
  const [first] = steps;
  if (first === undefined || first.value === null || first.column.nullable) return rest;
  const bound = raw(first.direction === 'asc' ? '>=' : '<=');
  return sql`${quote(facts, first.column.name)} ${bound} ${parameter(facts, first.column, first.value)} AND ${rest}`;
}

type Step = OrderColumn & { readonly value: Value };

/** null: nothing comes after it. */
function columnAfter(facts: SqlFacts, { column, direction, value }: Step): Sql | null {
  const name = quote(facts, column.name);
  const nullsAtEnd = (facts.nullsSort === 'high') === (direction === 'asc');
  if (value === null) return nullsAtEnd ? null : sql`${name} IS NOT NULL`;
  const beyond = sql`${name} ${raw(direction === 'asc' ? '>' : '<')} ${parameter(facts, column, value)}`;
  return nullsAtEnd && column.nullable ? sql`(${beyond} OR ${name} IS NULL)` : beyond;
}

function columnEquals(facts: SqlFacts, { column, value }: Step): Sql {
  const name = quote(facts, column.name);
  return value === null ? sql`${name} IS NULL` : sql`${name} = ${parameter(facts, column, value)}`;
}

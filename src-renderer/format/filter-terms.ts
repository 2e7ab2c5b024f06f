import type { Column } from '../../src-main/model/catalog.ts';
import type { Comparison, Filter } from '../../src-main/model/change.ts';
import type { Row, Value } from '../../src-main/model/value.ts';
import { parseValue } from './parse-value.ts';

const comparisonTexts: Readonly<Record<Comparison, string>> = {
  contains: 'contains',
  eq: 'equals',
  ne: 'is not',
  lt: 'is less than',
  le: 'is at most',
  gt: 'is greater than',
  ge: 'is at least',
  like: 'is like',
  in: 'is one of',
  isNull: 'is NULL',
  notNull: 'is not NULL',
};

/** The operators a quick filter offers, the most used first. */
export const comparisonOptions = (
  ['contains', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'like', 'in', 'isNull', 'notNull'] as const
).map((op) => ({ value: op, label: comparisonTexts[op] }));

export type FilterResult =
  | { readonly ok: true; readonly filter: Filter }
  | { readonly ok: false; readonly message: string };

/** One condition from what a user chose and typed; `in` takes values with commas between. */
export function filterOf(column: Column, op: Comparison, text: string): FilterResult {
  if (op === 'isNull' || op === 'notNull') return { ok: true, filter: { column: column.name, op } };
  if (op === 'contains' || op === 'like') {
    return { ok: true, filter: { column: column.name, op, value: text } };
  }
  const parsed = (op === 'in' ? text.split(',').map((part) => part.trim()) : [text]).map((part) =>
    parseValue(part, column),
  );
  const values: Value[] = [];
  for (const each of parsed) {
    if (!each.ok) return each;
    values.push(each.value);
  }
  const [first] = values;
  if (first === undefined) return { ok: false, message: `Give a value for ${column.name}.` };
  return { ok: true, filter: { column: column.name, op, value: op === 'in' ? values : first } };
}

/** Rows whose columns hold exactly these values. */
export function rowFilter(row: Row): Filter {
  const terms: Filter[] = Object.entries(row).map(([column, value]) =>
    value === null ? { column, op: 'isNull' } : { column, op: 'eq', value },
  );
  return { and: terms };
}

/** "customer_id equals 42"; SQL as it is. */
export function filterText(filter: Filter | { readonly sql: string }): string {
  if ('sql' in filter) return filter.sql;
  if ('and' in filter) return filter.and.map(filterText).join(' and ');
  if ('or' in filter) return filter.or.map(filterText).join(' or ');
  if ('not' in filter) return `not (${filterText(filter.not)})`;
  const { value } = filter;
  return [filter.column, comparisonTexts[filter.op], value === undefined ? '' : plain(value)]
    .join(' ')
    .trim();
}

function plain(value: Value | readonly Value[]): string {
  if (value === null) return 'NULL';
  if (typeof value !== 'object') return String(value);
  if ('text' in value) return value.text;
  return value.map(plain).join(', ');
}

import type { Column } from '../../src-main/model/catalog.ts';
import type { Comparison, Filter } from '../../src-main/model/change.ts';
import type { Row, Value } from '../../src-main/model/value.ts';
import { t } from '../text/text.ts';
import { parseValue } from './parse-value.ts';

export function comparisonText(op: Comparison): string {
  return t(`grid.filter.is.${op}`);
}

/** The operators a quick filter offers, the most used first. */
export const comparisonOptions = () =>
  (
    ['contains', 'startsWith', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'like', 'in', 'isNull', 'notNull'] as const
  ).map((op) => ({
    value: op,
    label: comparisonText(op),
  }));

export type FilterResult =
  | { readonly ok: true; readonly filter: Filter }
  | { readonly ok: false; readonly message: string };

/** One condition from what a user chose and typed; `in` takes values with commas between, `between` the last one as well. */
export function filterOf(column: Column, op: Comparison, text: string, last = ''): FilterResult {
  if (op === 'isNull' || op === 'notNull') return { ok: true, filter: { column: column.name, op } };
  const needsValue = { ok: false, message: t('grid.filter.needsValue', { column: column.name }) } as const;
  if (op === 'contains' || op === 'like' || op === 'startsWith') {
    if (text === '') return needsValue;
    return { ok: true, filter: { column: column.name, op, value: text } };
  }
  const typed =
    op === 'in' ? text.split(',').map((part) => part.trim()) : op === 'between' ? [text, last] : [text];
  if (op !== 'eq' && op !== 'ne' && typed.includes('')) return needsValue;
  const parsed = typed.map((part) => parseValue(part, column));
  const values: Value[] = [];
  for (const each of parsed) {
    if (!each.ok) return each;
    values.push(each.value);
  }
  const [first] = values;
  if (first === undefined) return needsValue;
  const value = op === 'in' || op === 'between' ? values : first;
  return { ok: true, filter: { column: column.name, op, value } };
}

/** Rows whose columns hold exactly these values. */
export function rowFilter(row: Row): Filter {
  const terms: Filter[] = Object.entries(row).map(([column, value]) =>
    value === null ? { column, op: 'isNull' } : { column, op: 'eq', value },
  );
  return { and: terms };
}

/** A filter narrowed by one more condition; a condition in SQL gives way to it. */
export function withTerm(where: Filter | { readonly sql: string } | null, term: Filter): Filter {
  if (where === null || 'sql' in where) return term;
  return 'and' in where ? { and: [...where.and, term] } : { and: [where, term] };
}

/** The conditions that all have to hold, one by one. */
export function termsOf(
  where: Filter | { readonly sql: string },
): readonly (Filter | { readonly sql: string })[] {
  return 'and' in where ? where.and : [where];
}

/** The filter without one of its conditions; null: no other is left. */
export function withoutTerm(where: Filter | { readonly sql: string }, index: number): Filter | null {
  if (!('and' in where)) return null;
  const left = where.and.toSpliced(index, 1);
  return left.length > 1 ? { and: left } : (left[0] ?? null);
}

/** "customer_id equals 42"; SQL as it is. Groups within others stand in parentheses. */
export function filterText(filter: Filter | { readonly sql: string }): string {
  if ('sql' in filter) return filter.sql;
  if ('and' in filter) return filter.and.map(grouped).join(` ${t('grid.filter.and')} `);
  if ('or' in filter) return filter.or.map(grouped).join(` ${t('grid.filter.or')} `);
  if ('not' in filter) return `${t('grid.filter.not')} (${filterText(filter.not)})`;
  const { column, op, value } = filter;
  const [from, to] = op === 'between' && Array.isArray(value) ? value : [];
  const text =
    from !== undefined && to !== undefined
      ? `${plain(from)} ${t('grid.filter.and')} ${plain(to)}`
      : value === undefined
        ? ''
        : plain(value);
  return [column, comparisonText(op), text].join(' ').trim();
}

function grouped(filter: Filter): string {
  return 'and' in filter || 'or' in filter ? `(${filterText(filter)})` : filterText(filter);
}

function plain(value: Value | readonly Value[]): string {
  if (value === null) return 'NULL';
  if (typeof value !== 'object') return String(value);
  if ('text' in value) return value.text;
  return value.map(plain).join(', ');
}

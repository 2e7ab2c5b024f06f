import type { Table } from '../../model/catalog.ts';
import type { Comparison, Filter } from '../../model/change.ts';
import { AppError } from '../../model/error.ts';
import { tableText } from '../../model/identity.ts';
import { type Value, valueText } from '../../model/value.ts';
import type { SqlFacts } from '../dialect.ts';
import { columnOf, findColumn, join, parameter, raw, type Sql, sql } from './statement.ts';

const operators: Partial<Record<Comparison, string>> = {
  eq: '=',
  ne: '<>',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

/** The condition of a filter on one table, whose rows go by `alias` (none: the bare columns). */
export function compileFilter(facts: SqlFacts, table: Table, filter: Filter, alias = ''): Sql {
  if ('and' in filter) return group(facts, table, filter.and, alias, ' AND ', '1 = 1');
  if ('or' in filter) return group(facts, table, filter.or, alias, ' OR ', '1 = 0');
  if ('not' in filter) return sql`NOT (${compileFilter(facts, table, filter.not, alias)})`;

  const column = findColumn(table, filter.column);
  const left = columnOf(facts, alias, column.name);
  const { op } = filter;
  if (op === 'isNull') return sql`${left} IS NULL`;
  if (op === 'notNull') return sql`${left} IS NOT NULL`;
  if (op === 'in') {
    const values = listOf(table, filter.column, op, filter.value);
    if (values.length === 0) return raw('1 = 0');
    return sql`${left} IN (${join(values.map((value) => parameter(facts, column, value)))})`;
  }
  if (op === 'between') {
    const [from, to, ...more] = listOf(table, filter.column, op, filter.value);
    if (from === undefined || to === undefined || more.length > 0) {
      throw new AppError(
        'request.invalid',
        `The filter "between" on ${tableText(table)}.${filter.column} needs two values, the first and the last.`,
      );
    }
    return sql`${left} BETWEEN ${parameter(facts, column, from)} AND ${parameter(facts, column, to)}`;
  }
  const value = single(table, filter.column, op, filter.value);
  if (op === 'like') return sql`${raw(facts.asText(left.sql))} LIKE ${valueText(value)}`;
  if (op === 'contains' || op === 'startsWith') {
    const literal = valueText(value).replace(/[!%_]/g, '!$&');
    const pattern = op === 'contains' ? `%${literal}%` : `${literal}%`;
    return sql`${raw(facts.asText(left.sql))} LIKE ${pattern} ESCAPE '!'`;
  }
  return sql`${left} ${raw(operators[op] ?? '=')} ${parameter(facts, column, value)}`;
}

function group(
  facts: SqlFacts,
  table: Table,
  filters: readonly Filter[],
  alias: string,
  word: string,
  none: string,
): Sql {
  if (filters.length === 0) return raw(none);
  return join(
    filters.map((part) => compileFilter(facts, table, part, alias)),
    word,
    '(',
    ')',
  );
}

function listOf(
  table: Table,
  column: string,
  op: Comparison,
  value: Value | readonly Value[] | undefined,
): readonly Value[] {
  if (isList(value)) return value;
  throw new AppError(
    'request.invalid',
    `The filter "${op}" on ${tableText(table)}.${column} needs a list of values.`,
  );
}

function single(
  table: Table,
  column: string,
  op: Comparison,
  value: Value | readonly Value[] | undefined,
): Value {
  if (value !== undefined && !isList(value) && value !== null) return value;
  throw new AppError(
    'request.invalid',
    `The filter "${op}" on ${tableText(table)}.${column} needs one value.`,
    {
      hint: 'To find NULL, use "isNull" or "notNull".',
    },
  );
}

function isList(value: Value | readonly Value[] | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

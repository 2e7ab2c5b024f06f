import type { RecordsPage } from '../contract/results.ts';
import type { SqlFacts } from '../dialects/dialect.ts';
import { compileFilter } from '../dialects/sql/filter.ts';
import { comesAfter, orderBy } from '../dialects/sql/keyset.ts';
import { rawCondition } from '../dialects/sql/raw-condition.ts';
import { allOf, finish, join, quote, quoteTable, raw, type Sql, sql } from '../dialects/sql/statement.ts';
import type { Column, Table, TableRef } from '../model/catalog.ts';
import type { Filter } from '../model/change.ts';
import { AppError } from '../model/error.ts';
import { sameTable, tableText } from '../model/identity.ts';
import type { Statement } from '../model/plan.ts';
import { sameValue, type Value, valueNumber } from '../model/value.ts';
import type { OpenConnection } from './open-connection.ts';
import { type AskedOrder, type RecordOrder, readableColumn, recordOrder } from './record-order.ts';

export type RecordsRequest = {
  readonly table: TableRef;
  readonly columns?: readonly string[] | undefined;
  readonly where?: Where | undefined;
  readonly orderBy?: AskedOrder | undefined;
  readonly after?: readonly Value[] | null | undefined;
  /** Rows to pass over first. */
  readonly offset?: number | undefined;
  /** From the last row to the first. */
  readonly backwards?: boolean | undefined;
  readonly limit: number;
};

type Where = Filter | { readonly sql: string };

/** One page of a table's rows, found by the key where the last one ended; an OFFSET only for a jump, and no COUNT. */
export async function recordsPage(
  connection: OpenConnection,
  request: RecordsRequest,
  signal?: AbortSignal,
): Promise<RecordsPage> {
  const table = findTable(connection, request.table);
  const columns = request.columns?.map((name) => readableColumn(table, name)) ?? table.columns;
  const { offset = 0, backwards = false } = request;
  const order = recordOrder(table, request.orderBy ?? [], backwards);
  if (order.continues === 'never' && backwards) throw neverPaged(table);
  // Among rows that tie, the next page could not tell how many were passed over.
  if (order.continues !== 'key' && offset > 0) throw neverPaged(table);
  const start = pageStart(table, order, request.after ?? null);
  const statement = selectPage(connection.dialect.sql, table, columns, order, start, request);

  const session = await connection.database.session();
  try {
    const { rows } = await session.run(statement, signal);
    return toPage(columns, order, start, rows, request.limit);
  } finally {
    await session.release();
  }
}

/** How many rows of a table there are, or match. */
export async function countRecords(
  connection: OpenConnection,
  { table: ref, where }: Pick<RecordsRequest, 'table' | 'where'>,
  signal?: AbortSignal,
): Promise<{ readonly count: number }> {
  const facts = connection.dialect.sql;
  const table = findTable(connection, ref);
  const conditions = where === undefined ? [] : [condition(facts, table, where)];
  if (facts.cancelPoint !== null) conditions.push(raw(facts.cancelPoint));
  const statement = finish(
    facts,
    sql`SELECT count(*) FROM ${quoteTable(facts, table)} WHERE ${allOf(conditions)}`,
  );

  const session = await connection.database.session();
  try {
    const { rows } = await session.run(statement, signal);
    return { count: valueNumber(rows[0]?.[0]) };
  } finally {
    await session.release();
  }
}

function condition(facts: SqlFacts, table: Table, where: Where): Sql {
  return 'sql' in where ? rawCondition(facts, where.sql) : compileFilter(facts, table, where);
}

/** Nothing tells its rows apart. */
function neverPaged(table: Table): AppError {
  return new AppError(
    'request.invalid',
    table.kind === 'table'
      ? `${tableText(table)} has no key, so only its first page can be shown.`
      : `${tableText(table)} has no key, so its rows can only be read one page after the other.`,
    { hint: 'Ask for more rows at once or narrow them down with a filter; a primary key would solve it.' },
  );
}

/** `values` of the order's columns in the last row shown, and how many rows with these very values were shown. */
type PageStart = { readonly values: readonly Value[]; readonly shown: number };

function pageStart(table: Table, order: RecordOrder, after: readonly Value[] | null): PageStart | null {
  if (after === null) return null;
  if (order.continues === 'never') throw neverPaged(table);
  const length = order.columns.length;
  const shown = order.continues === 'ties' ? after[length] : 0;
  if (after.length === length + (order.continues === 'ties' ? 1 : 0) && typeof shown === 'number') {
    return { values: after.slice(0, length), shown };
  }
  throw new AppError('request.invalid', `"after" does not fit the order of ${tableText(table)}.`, {
    hint: 'Pass what the page before gave as "next", with the same orderBy.',
  });
}

function selectPage(
  facts: SqlFacts,
  table: Table,
  columns: readonly Column[],
  order: RecordOrder,
  start: PageStart | null,
  { where, limit, offset = 0 }: RecordsRequest,
): Statement {
  const conditions = where === undefined ? [] : [condition(facts, table, where)];
  if (start !== null)
    conditions.push(comesAfter(facts, order.columns, start.values, order.continues === 'ties'));
  if (facts.cancelPoint !== null) conditions.push(raw(facts.cancelPoint));

  const selected = [...columns, ...order.columns.map(({ column }) => column)];
  const list = join(
    selected.map(({ name }) => quote(facts, name)),
    ', ',
  );
  const ordered = order.columns.length === 0 ? raw('') : sql` ORDER BY ${orderBy(facts, order.columns)}`;
  const count = raw(`${limit + 1 + (start?.shown ?? 0)}${offset === 0 ? '' : ` OFFSET ${offset}`}`);
  return finish(
    facts,
    sql`SELECT ${list} FROM ${quoteTable(facts, table)} WHERE ${allOf(conditions)}${ordered} LIMIT ${count}`,
  );
}

function toPage(
  columns: readonly Column[],
  order: RecordOrder,
  start: PageStart | null,
  found: readonly (readonly Value[])[],
  limit: number,
): RecordsPage {
  const unseen = found.slice(start?.shown ?? 0);
  const rows = unseen.slice(0, limit);
  const [first] = rows;
  const last = rows.at(-1);
  return {
    columns: columns.map(({ name, type }) => ({ name, type })),
    rows: rows.map((row) => row.slice(0, columns.length)),
    next:
      unseen.length > limit && last !== undefined
        ? nextStart(order, start, rows, last.slice(columns.length))
        : null,
    previous: order.continues === 'key' && first !== undefined ? first.slice(columns.length) : null,
  };

  function nextStart(
    { continues }: RecordOrder,
    before: PageStart | null,
    shownRows: readonly (readonly Value[])[],
    values: readonly Value[],
  ): readonly Value[] {
    if (continues !== 'ties') return continues === 'key' ? values : [];
    const ties = (other: readonly Value[]) =>
      values.every((value, index) => sameValue(value, other[index] ?? null));
    const shown = shownRows.filter((row) => ties(row.slice(columns.length))).length;
    return [...values, shown + (before !== null && ties(before.values) ? before.shown : 0)];
  }
}

/** `request.invalid` where there is none of that name. */
export function findTable({ catalog }: OpenConnection, ref: TableRef): Table {
  const found = catalog.tables.find((table) => sameTable(table, ref));
  if (found !== undefined) return found;
  throw new AppError('request.invalid', `There is no table ${tableText(ref)} in this database.`, {
    hint: 'If it was just created, reload the model.',
  });
}

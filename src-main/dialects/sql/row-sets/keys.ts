import type { Table } from '../../../model/catalog.ts';
import type { Row, Value } from '../../../model/value.ts';
import { allOf, columnOf, findColumn, join, raw, type Sql, sql } from '../statement.ts';
import { keyList, ofEffects } from './conditions.ts';
import { inKeyOrder, keyArrays, keyValue } from './few-rows.ts';
import { rowOf } from './read.ts';
import type { Workspace, WorkTable } from './work-tables.ts';

/** Rows that statements name by their keys. */

/** So many keys are listed one by one for people to read, also where an engine takes them as one value. */
const shownKeys = 100;

/** The rows whose key is one of these; all keys name the same columns. */
export function keysCondition(space: Workspace, table: Table, keys: readonly Row[], alias: string): Sql {
  const columns = Object.keys(keys[0] ?? {});
  const only = columns[0];
  const rows = keys.map((key) => columns.map((name) => key[name] ?? null));
  const arrays = keys.length > shownKeys ? keyArrays(space.facts, table, columns, rows) : null;
  if (arrays !== null) {
    const names = join(columns.map((name) => columnOf(space.facts, alias, name)));
    return columns.length === 1
      ? sql`${names} = ANY (${join(arrays)})`
      : sql`(${names}) IN (SELECT * FROM unnest(${join(arrays)}))`;
  }
  if (
    columns.length === 1 &&
    only !== undefined &&
    keys.length > 1 &&
    keys.every((key) => key[only] !== null)
  ) {
    const values = keys.map((key) => keyParameter(space, table, only, key[only] ?? null));
    return sql`${columnOf(space.facts, alias, only)} IN (${join(values)})`;
  }
  const each = keys.map((key) =>
    allOf(columns.map((name) => compareKey(space, table, name, '=', key[name] ?? null, alias))),
  );
  return each.length === 1 ? join(each) : join(each, ') OR (', '((', '))');
}

/** The identities of marked rows: one by one, or, where they are many whole numbers, as the text of a list. */
export type Listing = { readonly count: number } & (
  | { readonly keys: readonly (readonly Value[])[] }
  | { readonly numbers: string }
);

/** The row has, in these columns, a listed identity, or what stands there at these places of it. */
export function isListed(
  space: Workspace,
  table: Table,
  columns: readonly string[],
  listing: Listing,
  places: readonly number[],
  alias: string,
): Sql {
  if ('numbers' in listing) {
    const names = join(columns.map((name) => columnOf(space.facts, alias, name)));
    return sql`${names} IN (${raw(listing.numbers)})`;
  }
  const keys = listing.keys.map((key) =>
    rowOf(
      columns,
      places.map((i) => key[i] ?? null),
    ),
  );
  return keysCondition(space, table, keys, alias);
}

/** Lists marked rows as long as a write can name them all; null: it has to join the work table. */
export async function listKeys(
  space: Workspace,
  work: WorkTable,
  effects: readonly number[] | null,
): Promise<Listing | null> {
  if (work.few !== undefined) {
    const wanted = work.few.filter(({ effect }) => effects === null || effects.includes(effect));
    return { count: wanted.length, keys: inKeyOrder(wanted).map(({ key }) => key) };
  }
  const { listedKeys: most } = space.facts;
  const limit = work.identity.length === 1 ? most : Math.min(most, shownKeys);
  const counted = space.talliedOf(work, effects);
  if (counted !== undefined && counted > limit) return null;
  const which = ofEffects(effects);
  if (counted !== undefined && counted > shownKeys) {
    const numbers = await listNumbers(space, work, which, counted);
    if (numbers !== null) return { count: counted, numbers };
  }
  const { rows } = await space.run(
    sql`SELECT ${keyList(work)} FROM ${work.name} w WHERE ${which} ORDER BY ${keyList(work)} LIMIT ${raw(String(limit + 1))}`,
  );
  return rows.length > limit ? null : { count: rows.length, keys: rows };
}

/** The database spells the list: an object for each of many keys takes longer than looking them up. null: it cannot. */
async function listNumbers(
  space: Workspace,
  { name, table, identity }: WorkTable,
  which: Sql,
  count: number,
): Promise<string | null> {
  const { numberList } = space.facts;
  const [only] = identity;
  if (numberList === null || only === undefined || identity.length > 1) return null;
  if (only === table.rowId || findColumn(table, only).kind !== 'integer') return null;
  const question = sql`SELECT ${raw(numberList('k0'))} FROM ${name} w WHERE ${which}`;
  const known = space.numberLists.get(question.sql);
  // Rows may have been marked since.
  if (known?.count === count) return known.numbers;
  const { rows } = await space.run(question);
  const text = String(rows[0]?.[0] ?? '');
  // What is too long for an engine may come cut off.
  const numbers = /^-?\d+(,-?\d+)*$/.test(text) && text.split(',').length === count ? text : null;
  space.numberLists.set(question.sql, { numbers, count });
  return numbers;
}

export function compareKey(
  space: Workspace,
  table: Table,
  name: string,
  operator: '=' | '>',
  value: Value,
  alias = 't',
): Sql {
  const left = columnOf(space.facts, alias, name);
  if (value === null) return sql`${left} IS ${raw(operator === '=' ? 'NULL' : 'NOT NULL')}`;
  return sql`${left} ${raw(operator)} ${keyParameter(space, table, name, value)}`;
}

export function keyParameter(space: Workspace, table: Table, name: string, value: Value): Sql {
  return keyValue(space.facts, table, name, value);
}

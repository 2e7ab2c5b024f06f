import type { Table, TableRef } from '../../../model/catalog.ts';
import type { Target } from '../../../model/change.ts';
import type { Row, Value } from '../../../model/value.ts';
import { compileFilter } from '../filter.ts';
import {
  allOf,
  columnOf,
  findColumn,
  join,
  parameter,
  quoted,
  quoteTable,
  raw,
  type Sql,
  sql,
} from '../statement.ts';
import { identityList, keyList, notIn } from './conditions.ts';
import type { Workspace, WorkTable } from './work-tables.ts';

/** How rows that a change names get into the work tables. */

export async function markDeleted(
  space: Workspace,
  ref: TableRef,
  where: Target,
  effect: number,
): Promise<number> {
  const table = space.table(ref);
  const work = await space.deleted(ref);
  for (const condition of conditionsOf(space, table, where)) {
    await mark(space, work, [], sql`${quoteTable(space.facts, table)} t WHERE ${condition}`, effect, 0);
  }
  await space.analyze(work);
  return countMarked(space, work, effect, 0);
}

export async function markSet(
  space: Workspace,
  ref: TableRef,
  where: Target,
  set: Row,
  effect: number,
  round: number,
): Promise<number> {
  const table = space.table(ref);
  const { facts } = space;
  const alive = notIn(facts, space.made('deleted', ref), 't');
  const updated = await space.updated(ref);
  for (const condition of conditionsOf(space, table, where)) {
    const from = sql`${quoteTable(facts, table)} t WHERE ${condition} AND ${alive}`;
    await mark(space, updated, [], from, effect, round);
    for (const [name, value] of Object.entries(set)) {
      const assigned = await space.assigned(ref, name);
      await mark(space, assigned, [parameter(facts, findColumn(table, name), value)], from, effect, round);
    }
  }
  for (const name of Object.keys(set)) await space.analyze(await space.assigned(ref, name));
  await space.analyze(updated);
  return countMarked(space, updated, effect, round);
}

/** Fills an `inserted` table; columns that are not given hold their default, as far as it is an expression. */
export async function markInserted(space: Workspace, ref: TableRef, rows: readonly Row[]): Promise<void> {
  const table = space.table(ref);
  const { facts } = space;
  const columns = table.columns.filter((column) => column.generated === null);
  const work = await space.inserted(
    ref,
    columns.map((column) => column.name),
  );
  // MariaDB gives no default to the columns of a table made by SELECT, nullable or not: all are named.
  const keys = work.identity.map(() => raw('NULL'));
  const names = join([keyList(work), raw('ordinal'), ...columns.map((_, i) => raw(`c${i}`))]);
  for (const [ordinal, row] of rows.entries()) {
    const values = columns.map((column) => {
      const value = row[column.name];
      if (value !== undefined) return parameter(facts, column, value);
      return column.default === null || column.identity !== null ? raw('NULL') : raw(`(${column.default})`);
    });
    await space.run(
      sql`INSERT INTO ${work.name} (${names}) SELECT ${join([...keys, raw(String(ordinal)), ...values])}`,
    );
  }
}

/** `INSERT INTO work SELECT keys, extra, effect, round FROM from`, leaving rows alone that are marked already. */
export async function mark(
  space: Workspace,
  work: WorkTable,
  extra: readonly Sql[],
  from: Sql,
  effect: number,
  round: number,
): Promise<void> {
  const { facts } = space;
  const columns = join([keyList(work), ...extra.map(() => raw('value')), raw('effect'), raw('round')]);
  const values = join([identityList(facts, work, 't'), ...extra, raw(String(effect)), raw(String(round))]);
  const lock = space.locking ? facts.lockForUpdate : '';
  const stop = facts.cancelPoint === null ? '' : ` AND ${facts.cancelPoint}`;
  await space.run(
    sql`INSERT INTO ${work.name} (${columns}) SELECT ${values} FROM ${from}${raw(stop)}${raw(lock)} ${raw(
      facts.keepExisting(work.name.sql, 'k0'),
    )}`,
  );
}

export async function countMarked(
  space: Workspace,
  work: WorkTable,
  effect: number,
  round: number,
): Promise<number> {
  const marked = raw(`effect = ${effect} AND round = ${round}`);
  const { rows } = await space.run(sql`SELECT count(*) FROM ${work.name} WHERE ${marked}`);
  return Number(rows[0]?.[0] ?? 0);
}

/** The rows that are asked for, as one condition, or as several where the keys are too many for one statement. */
function conditionsOf(space: Workspace, table: Table, where: Target): readonly Sql[] {
  const { facts } = space;
  if ('filter' in where) return [sql`(${compileFilter(facts, table, where.filter, 't')})`];
  return chunksOf(where.keys, Math.max(1, Math.floor(facts.maxParams / 2 / widest(where.keys)))).map((keys) =>
    keysCondition(space, table, keys, 't'),
  );
}

/** The rows whose key is one of these; all keys name the same columns. */
export function keysCondition(space: Workspace, table: Table, keys: readonly Row[], alias: string): Sql {
  const columns = Object.keys(keys[0] ?? {});
  const only = columns[0];
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

/** SQLite's hidden row id is no column of the catalog. */
export function keyParameter(space: Workspace, table: Table, name: string, value: Value): Sql {
  return name === table.rowId ? sql`${value}` : parameter(space.facts, findColumn(table, name), value);
}

function widest(rows: readonly Row[]): number {
  return Math.max(1, ...rows.slice(0, 1).map((row) => Object.keys(row).length));
}

export function chunksOf<T>(values: readonly T[], size: number): readonly (readonly T[])[] {
  const chunks: T[][] = [];
  for (let at = 0; at < values.length; at += size) chunks.push(values.slice(at, at + size));
  return chunks;
}

/** `"a", "b"` */
export function namesOf(space: Workspace, columns: readonly string[]): Sql {
  return join(columns.map((column) => raw(quoted(space.facts, column))));
}

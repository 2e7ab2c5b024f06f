import type { Table, TableRef } from '../../../model/catalog.ts';
import type { NamedRows } from '../../../model/change.ts';
import type { AskedChange, RowsToMark } from '../../../model/row-sets.ts';
import type { Row, Value } from '../../../model/value.ts';
import { compileFilter } from '../filter.ts';
import { orphanRows } from '../orphans.ts';
import { findColumn, join, parameter, quoted, quoteTable, raw, type Sql, sql } from '../statement.ts';
import { identityList, keyList, notIn } from './conditions.ts';
import { keysCondition } from './keys.ts';
import type { Workspace, WorkTable } from './work-tables.ts';

/** How rows that a change names get into the work tables. */

export async function markDeleted(
  space: Workspace,
  ref: TableRef,
  where: RowsToMark,
  effect: number,
): Promise<number> {
  let count = 0;
  for (const from of rowsOf(space, space.table(ref), where)) {
    count += await addDeleted(space, ref, from, effect, 0);
  }
  return count;
}

/** Marks the rows `t` of `from` as deleted, unless they are so already. Gives the number of those newly marked. */
export async function addDeleted(
  space: Workspace,
  ref: TableRef,
  from: Sql,
  effect: number,
  round: number,
): Promise<number> {
  const few = space.fewDeleted(ref);
  if (few !== null) {
    const found = await readKeys(space, space.spell(ref, []), from);
    const known = new Set(few.map(({ key }) => JSON.stringify(key)));
    const fresh = new Map(found.map((key) => [JSON.stringify(key), key]));
    for (const id of known) fresh.delete(id);
    if (Math.max(found.length, few.length + fresh.size) <= space.facts.spelledRows) {
      for (const key of fresh.values()) few.push({ key, effect, round });
      return fresh.size;
    }
  }
  const work = await space.deleted(ref);
  const count = await mark(space, work, [], from, effect, round);
  await space.analyze(work, count);
  return count;
}

/** The identities of the rows `t`, up to one more than are kept here. */
async function readKeys(
  space: Workspace,
  work: WorkTable,
  from: Sql,
): Promise<readonly (readonly Value[])[]> {
  const { facts } = space;
  const lock = space.locking ? facts.lockForUpdate : '';
  const stop = facts.cancelPoint === null ? '' : ` AND ${facts.cancelPoint}`;
  const { rows } = await space.run(
    sql`SELECT ${identityList(facts, work, 't')} FROM ${from}${raw(`${stop} LIMIT ${facts.spelledRows + 1}${lock}`)}`,
  );
  return rows;
}

export async function markSet(
  space: Workspace,
  ref: TableRef,
  where: RowsToMark,
  set: Row,
  effect: number,
  round: number,
): Promise<number> {
  const alive = notIn(space.facts, space.made('deleted', ref), 't');
  const from = rowsOf(space, space.table(ref), where).map((rows) => sql`${rows} AND ${alive}`);
  return addSet(space, ref, from, set, effect, round);
}

/** What is marked as deleted first is not updated. */
export async function markAsked(
  space: Workspace,
  changes: readonly AskedChange[],
  updatedFirst: boolean,
): Promise<void> {
  const deletes = changes.filter(({ set }) => set === null);
  const updates = changes.filter(({ set }) => set !== null);
  const ordered = updatedFirst ? [...updates, ...deletes] : [...deletes, ...updates];
  for (const { table, where, set, effect } of ordered) {
    if (set === null) await markDeleted(space, table, where, effect);
    else await markSet(space, table, where, set, effect, 0);
  }
}

/** Marks the rows `t` of each `from` as having the columns set. Gives the number of those newly marked. */
export async function addSet(
  space: Workspace,
  ref: TableRef,
  from: readonly Sql[],
  set: Row,
  effect: number,
  round: number,
): Promise<number> {
  const table = space.table(ref);
  const updated = await space.updated(ref);
  let count = 0;
  for (const rows of from) {
    count += await mark(space, updated, [], rows, effect, round);
    for (const [name, value] of Object.entries(set)) {
      const assigned = await space.assigned(ref, name);
      const given = parameter(space.facts, findColumn(table, name), value);
      await mark(space, assigned, [given], rows, effect, round);
    }
  }
  for (const name of Object.keys(set)) await space.analyze(await space.assigned(ref, name), count);
  await space.analyze(updated, count);
  return count;
}

/** Fills an `inserted` table; columns that are not given hold their default, as far as it is an expression. */
export async function markInserted(space: Workspace, ref: TableRef, rows: readonly Row[]): Promise<void> {
  const table = space.table(ref);
  const { facts } = space;
  const columns = table.columns.filter((column) => column.generated === null);
  const work = await space.inserted(
    ref,
    columns.map((column) => column.name),
    false,
  );
  // MariaDB gives no default to the columns of a table made by SELECT, nullable or not: all are named.
  const keys = work.identity.map(() => raw('NULL'));
  const names = join([keyList(work), ...columns.map((_, i) => raw(`c${i}`))]);
  for (const row of rows) {
    const values = columns.map((column) => {
      const value = row[column.name];
      if (value !== undefined) return parameter(facts, column, value);
      return column.default === null || column.identity !== null ? raw('NULL') : raw(`(${column.default})`);
    });
    await space.put(sql`INSERT INTO ${work.name} (${names}) SELECT ${join([...keys, ...values])}`);
  }
}

/**
 * `INSERT INTO work SELECT keys, extra, effect, round FROM from`, leaving rows alone that are marked already. Gives the
 * number of the others.
 */
export async function mark(
  space: Workspace,
  work: WorkTable,
  extra: readonly Sql[],
  from: Sql,
  effect: number,
  round: number,
): Promise<number> {
  const { facts } = space;
  const columns = join([keyList(work), ...extra.map(() => raw('value')), raw('effect'), raw('round')]);
  const values = join([identityList(facts, work, 't'), ...extra, raw(String(effect)), raw(String(round))]);
  const lock = space.locking ? facts.lockForUpdate : '';
  const stop = facts.cancelPoint === null ? '' : ` AND ${facts.cancelPoint}`;
  // Some of them may be marked already, but no more than were counted.
  const limit = space.limit === null ? '' : ` LIMIT ${space.limit + 1}`;
  const select = sql`SELECT ${values} FROM ${from}${raw(stop)}${raw(limit)}${raw(lock)}`;
  return addNew(space, work, columns, select, effect);
}

/** Adds the rows that are not there yet, all of one effect. Gives their number. */
export async function addNew(
  space: Workspace,
  work: WorkTable,
  columns: Sql,
  select: Sql,
  effect: number,
): Promise<number> {
  const { facts } = space;
  const before = facts.countsOnlyNew ? 0 : (space.talliedOf(work, null) ?? (await countRows(space, work)));
  const { affected } = await space.run(
    sql`INSERT INTO ${work.name} (${columns}) ${select} ${raw(facts.keepExisting(work.name.sql, 'k0'))}`,
  );
  const count = facts.countsOnlyNew || affected === 0 ? affected : (await countRows(space, work)) - before;
  space.tally(work, effect, count);
  return count;
}

/** The same for rows that were counted before, and of which none is there yet. */
export async function addCounted(
  space: Workspace,
  work: WorkTable,
  columns: Sql,
  select: Sql,
  { effect, count }: { readonly effect: number; readonly count: number },
): Promise<void> {
  await space.put(sql`INSERT INTO ${work.name} (${columns}) ${select}`);
  space.tally(work, effect, count);
}

async function countRows(space: Workspace, work: WorkTable): Promise<number> {
  const { rows } = await space.run(sql`SELECT count(*) FROM ${work.name}`);
  return Number(rows[0]?.[0] ?? 0);
}

/** The rows `t` that are asked for, as `tables WHERE condition`. */
export function rowsOf(space: Workspace, table: Table, where: RowsToMark): readonly Sql[] {
  if ('orphansOf' in where) return [orphanRows(space.facts, where.orphansOf, table, where.limit)];
  const name = quoteTable(space.facts, table);
  return conditionsOf(space, table, where).map((condition) => sql`${name} t WHERE ${condition}`);
}

/** The rows that are named, as one condition, or as several where the keys are too many for one statement. */
function conditionsOf(space: Workspace, table: Table, where: NamedRows): readonly Sql[] {
  const { facts } = space;
  if ('filter' in where) return [sql`(${compileFilter(facts, table, where.filter, 't')})`];
  return chunksOf(where.keys, Math.max(1, Math.floor(facts.maxParams / 2 / widest(where.keys)))).map((keys) =>
    keysCondition(space, table, keys, 't'),
  );
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

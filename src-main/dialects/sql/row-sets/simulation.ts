import type { TableRef } from '../../../model/catalog.ts';
import { rowIdentity } from '../../../model/identity.ts';
import type { Rank } from '../../../model/simulation.ts';
import type { AskedRow, MarkedFate, ReadRow } from '../../../model/simulation-sets.ts';
import type { Row, Value } from '../../../model/value.ts';
import { columnOf, findColumn, join, parameter, quoteTable, raw, type Sql, sql } from '../statement.ts';
import { chunksOf } from './ask.ts';
import { keyList, ofEffects } from './conditions.ts';
import { rowsPerStatement } from './images.ts';
import { keyParameter, keysCondition } from './keys.ts';
import { rowOf } from './read.ts';
import { fill } from './restore.ts';
import type { Workspace } from './work-tables.ts';
import { alike, assignedColumns, inlineLimit, setsOf } from './writes.ts';

/** What a simulation of the database must know, and where what it says is kept. */

/** Engines limit how deep a condition may nest; each further key is one level. */
const keysPerStatement = 400;

export async function asked(
  space: Workspace,
  ref: TableRef,
  action: 'update' | 'delete',
  effects: readonly number[],
): Promise<readonly (readonly AskedRow[])[]> {
  if (action === 'update') {
    const sets = await setsOf(space, assignedColumns(space, ref), effects);
    if (sets.length === 0) return [];
    if (sets.length > inlineLimit) return [sets];
    const groups = await alike(space, ref, sets);
    return Promise.all(groups.map((group) => asFound(space, ref, group)));
  }
  const work = space.made('deleted', ref);
  if (work === undefined) return [];
  const { rows } = await space.run(
    sql`SELECT ${keyList(work)}, w.effect FROM ${work.name} w WHERE ${ofEffects(effects)}`,
  );
  const deleted = rows.map((row) => ({
    key: rowOf(work.identity, row),
    set: {},
    effect: Number(row.at(-1)),
  }));
  return deleted.length === 0 ? [] : [await asFound(space, ref, deleted)];
}

/** The rows with their places among those that their statement finds, where only the database can tell these. */
async function asFound(
  space: Workspace,
  ref: TableRef,
  rows: readonly AskedRow[],
): Promise<readonly AskedRow[]> {
  const { facts } = space;
  const { foundAsWritten } = facts;
  if (foundAsWritten === null || rows.length < 2 || rows.length > inlineLimit) return rows;
  const table = space.table(ref);
  const identity = Object.keys(rows[0]?.key ?? {});
  const list = join(identity.map((column) => columnOf(facts, 't', column)));
  const keys = rows.map(({ key }) => key);
  const found = await space.run(
    sql`SELECT ${list}, ${raw(foundAsWritten)} FROM ${quoteTable(facts, table)} t WHERE ${keysCondition(space, table, keys, 't')}`,
  );
  const places = new Map(found.rows.map((values, at) => [JSON.stringify(rowOf(identity, values)), at]));
  return rows.map((row) => {
    const visit = places.get(JSON.stringify(row.key));
    return visit === undefined ? row : { ...row, visit };
  });
}

export async function find(
  space: Workspace,
  ref: TableRef,
  columns: readonly string[],
  keys: readonly (readonly Value[])[],
  read: readonly string[],
  limit: number,
): Promise<readonly ReadRow[]> {
  const { facts } = space;
  const table = space.table(ref);
  const identity = rowIdentity(table) ?? [];
  const order = facts.visitOrder(table);
  const lock = raw(space.locking ? facts.lockCounted : '');
  const list = join([...identity, ...read].map((column) => columnOf(facts, 't', column)));
  const found: ReadRow[] = [];
  for (const chunk of chunksOf(keys, keysPerStatement)) {
    const named = chunk.map((key) => rowOf(columns, key));
    const condition = keysCondition(space, table, named, 't');
    const { rows } = await space.run(
      sql`SELECT ${list}, ${raw(order ?? 'NULL')} FROM ${quoteTable(facts, table)} t WHERE ${condition} LIMIT ${raw(
        String(limit - found.length),
      )}${lock}`,
    );
    for (const values of rows) {
      const visit = values.at(-1) ?? null;
      found.push({
        key: rowOf(identity, values),
        row: rowOf(read, values.slice(identity.length)),
        visit: visit === null ? null : Number(visit),
      });
    }
    if (found.length >= limit) break;
  }
  return found;
}

export async function ranks(
  space: Workspace,
  ref: TableRef,
  column: string,
  values: readonly Value[],
): Promise<readonly Rank[]> {
  const { facts } = space;
  const compared = findColumn(space.table(ref), column);
  const work = await space.ranked(ref, column);
  // MariaDB gives no default to the columns of a table made by SELECT, nullable or not: all are named.
  const keys = join(work.identity.map(() => raw('NULL')));
  for (const [at, chunk] of chunksOf(values, rowsPerStatement(space, 1)).entries()) {
    const first = at * rowsPerStatement(space, 1);
    const tuples = chunk.map(
      (value, i) => sql`(${keys}, ${raw(String(first + i))}, ${parameter(facts, compared, value)})`,
    );
    await space.put(
      sql`INSERT INTO ${work.name} (${keyList(work)}, ordinal, value) VALUES ${join(tuples, ', ')}`,
    );
  }
  const value = raw(facts.comparedAs('value', compared));
  const { rows } = await space.run(
    sql`SELECT ordinal, dense_rank() OVER (ORDER BY ${value}) FROM ${work.name} ORDER BY ordinal`,
  );
  return rows.map(([, rank]) => Number(rank));
}

export async function defaults(space: Workspace, ref: TableRef, columns: readonly string[]): Promise<Row> {
  const table = space.table(ref);
  const scratch = await space.scratch(ref, columns);
  const names = join(columns.map((_, i) => raw(`f${i}`)));
  const keys = scratch.identity.map(() => raw('NULL'));
  const values = columns.map((column) => raw(`(${findColumn(table, column).default ?? 'NULL'})`));
  await space.put(
    sql`INSERT INTO ${scratch.name} (${keyList(scratch)}, ${names}) SELECT ${join([...keys, ...values])}`,
  );
  const { rows } = await space.run(sql`SELECT ${names} FROM ${scratch.name}`);
  return rowOf(columns, rows[0] ?? []);
}

export async function markFates(space: Workspace, fates: readonly MarkedFate[]): Promise<void> {
  for (const group of Map.groupBy(fates, ({ table }) =>
    JSON.stringify([table.schema, table.name]),
  ).values()) {
    const ref = group[0]?.table;
    if (ref !== undefined) await markTable(space, ref, group);
  }
}

async function markTable(space: Workspace, ref: TableRef, fates: readonly MarkedFate[]): Promise<void> {
  const table = space.table(ref);
  const keys = (key: Row) =>
    (rowIdentity(table) ?? []).map((column) => keyParameter(space, table, column, key[column] ?? null));
  const number = (effect: number) => raw(String(effect));
  const deleted: (readonly Sql[])[] = [];
  const updated: (readonly Sql[])[] = [];
  const assigned = new Map<string, (readonly Sql[])[]>();
  for (const fate of fates) {
    if (fate.action === 'delete') {
      deleted.push([...keys(fate.key), number(fate.effect)]);
      continue;
    }
    updated.push([...keys(fate.key), number(fate.set[0]?.effect ?? 0)]);
    for (const { column, value, effect } of fate.set) {
      const into = assigned.get(column) ?? [];
      into.push([
        ...keys(fate.key),
        parameter(space.facts, findColumn(table, column), value),
        number(effect),
      ]);
      assigned.set(column, into);
    }
  }
  if (deleted.length > 0) await fill(space, await space.deleted(ref), [], deleted);
  if (updated.length > 0) await fill(space, await space.updated(ref), [], updated);
  for (const [column, tuples] of assigned) {
    await fill(space, await space.assigned(ref, column), [raw('value')], tuples);
  }
}

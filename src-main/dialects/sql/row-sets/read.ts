import type { Table, TableRef } from '../../../model/catalog.ts';
import { keyColumns, rowIdentity } from '../../../model/identity.ts';
import type { EffectRow } from '../../../model/plan.ts';
import type { FoundRows } from '../../../model/row-sets.ts';
import type { Row, Value } from '../../../model/value.ts';
import { allOf, columnOf, join, quoteTable, raw, type Sql, sql } from '../statement.ts';
import { isMarked, keyList } from './conditions.ts';
import { compareKey } from './keys.ts';
import type { Workspace, WorkTable } from './work-tables.ts';

/** What the work tables hold, read out in small pieces. */

const sampleSize = 20;
/** Rows that stand against a plan are counted up to here. */
const foundLimit = 1_000;

/** How many rows `t` there are in `from` (`tables WHERE condition`), and the first of them. */
export async function findRows(space: Workspace, ref: TableRef, from: Sql): Promise<FoundRows> {
  const table = space.table(ref);
  const columns = table.columns.map((column) => column.name);
  const list = join(columns.map((column) => columnOf(space.facts, 't', column)));
  return found(space, from, list, columns);
}

/** Counts `from` up to the limit and reads `list`, whose columns go by `names`, from its first rows. */
export async function found(
  space: Workspace,
  from: Sql,
  list: Sql,
  names: readonly string[],
): Promise<FoundRows> {
  // Without a lock, an engine may show rows as they were when the transaction began to read.
  const lock = raw(space.locking ? space.facts.lockCounted : '');
  const limited = sql`SELECT 1 AS one FROM ${from} LIMIT ${raw(String(foundLimit + 1))}${lock}`;
  const counted = await space.run(sql`SELECT count(*) FROM (${limited}) counted`);
  const count = Number(counted.rows[0]?.[0] ?? 0);
  if (count === 0) return { count: 0, exact: true, sample: [] };
  const { rows } = await space.run(sql`SELECT ${list} FROM ${from} LIMIT ${raw(String(sampleSize))}${lock}`);
  const sample = rows.map((row) => rowOf(names, row));
  return { count: Math.min(count, foundLimit), exact: count <= foundLimit, sample };
}

export async function counts(space: Workspace, ref: TableRef): Promise<ReadonlyMap<number, number>> {
  const result = new Map<number, number>();
  const reference = space.referenceSet(ref);
  const leaf = space.leafSet(ref);
  for (const known of [reference, leaf]) if (known !== undefined) result.set(known.effect, known.count);
  for (const kind of ['deleted', 'updated'] as const) {
    const work = space.made(kind, ref);
    if (work === undefined || work === reference?.work || work === leaf?.work) continue;
    if (work.few !== undefined) {
      for (const { effect } of work.few) result.set(effect, (result.get(effect) ?? 0) + 1);
      continue;
    }
    const tallied = space.tallied(work);
    if (tallied !== undefined) {
      for (const [effect, count] of tallied) result.set(effect, count);
      continue;
    }
    // A row can be asked to change and fall to a cascade as well: it is deleted.
    const { rows } = await space.run(sql`SELECT effect, count(*) FROM ${work.name} GROUP BY effect`);
    for (const [effect, count] of rows) result.set(Number(effect), Number(count));
  }
  return result;
}

export async function columnsSet(
  space: Workspace,
  ref: TableRef,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const result = new Map<number, string[]>();
  const updated = space.made('updated', ref);
  if (updated === undefined) return result;
  const assigned = space.table(ref).columns.flatMap(({ name }) => {
    const work = space.madeAssigned(ref, name);
    return work === undefined ? [] : [{ name, work }];
  });
  for (const { name, work } of assigned) {
    const same = allOf(work.identity.map((_, i) => raw(`a.k${i} = w.k${i}`)));
    const { rows } = await space.run(
      sql`SELECT DISTINCT w.effect FROM ${updated.name} w INNER JOIN ${work.name} a ON ${same}`,
    );
    for (const [effect] of rows) result.set(Number(effect), [...(result.get(Number(effect)) ?? []), name]);
  }
  return result;
}

export async function rows(
  space: Workspace,
  ref: TableRef,
  action: 'update' | 'delete',
  effect: number,
  after: Row | null,
  limit: number,
): Promise<readonly EffectRow[]> {
  const work = space.made(action === 'delete' ? 'deleted' : 'updated', ref);
  return work === undefined ? [] : effectRows(space, work, action, effect, after, limit);
}

/** The first rows by identity; whichever are found first of those that are not listed, since they are in no order. */
export async function sample(
  space: Workspace,
  ref: TableRef,
  action: 'update' | 'delete',
  effect: number,
): Promise<readonly EffectRow[]> {
  const work = space.made(action === 'delete' ? 'deleted' : 'updated', ref);
  if (work === undefined) return [];
  const isListed = work !== space.referenceSet(ref)?.work && work !== space.leafSet(ref)?.work;
  const order = !isListed ? raw('') : sql` ORDER BY ${keyList(work, 'm')}`;
  const name = sql`(SELECT m.* FROM ${work.name} m WHERE m.effect = ${raw(String(effect))}${order} LIMIT ${raw(
    String(sampleSize),
  )})`;
  return effectRows(space, { ...work, name }, action, effect, null, sampleSize);
}

async function effectRows(
  space: Workspace,
  work: WorkTable,
  action: 'update' | 'delete',
  effect: number,
  after: Row | null,
  limit: number,
): Promise<readonly EffectRow[]> {
  const { facts } = space;
  const { table } = work;
  const names = table.columns.map((column) => column.name);
  const leaf = action === 'update' ? space.leafSet(table) : undefined;
  const written = names.flatMap((name) => {
    const set = space.madeAssigned(table, name);
    return set === undefined || action === 'delete' ? [] : [{ name, set }];
  });
  const joins = written.map(
    ({ set }, i) => sql` LEFT JOIN ${set.name} ${raw(`a${i}`)} ON ${isMarked(facts, 't', set, `a${i}`)}`,
  );
  const assigned = [
    ...written.map(({ name }, i) => ({
      name,
      isSet: raw(`CASE WHEN a${i}.k0 IS NULL THEN 0 ELSE 1 END`),
      value: raw(`a${i}.value`),
    })),
    ...(leaf?.set ?? []).map(({ column }, i) => ({ name: column, isSet: raw('1'), value: raw(`w.v${i}`) })),
  ];
  const list = [
    ...names.map((name) => columnOf(facts, 't', name)),
    ...assigned.flatMap(({ isSet, value }) => [isSet, value]),
    ...(table.rowId === null ? [] : [columnOf(facts, 't', table.rowId)]),
  ];
  const key = keyColumns(table) ?? rowIdentity(table) ?? [];
  const order = join(key.map((column) => columnOf(facts, 't', column)));
  const from = sql`${work.name} w CROSS JOIN ${quoteTable(facts, table)} t${joins.length === 0 ? raw('') : join(joins, '')}`;
  const past = after === null ? raw('') : sql` AND ${pastKey(space, table, key, after)}`;
  const result = await space.run(
    sql`SELECT ${join(list)} FROM ${from} WHERE ${isMarked(facts, 't', work, 'w')} AND w.effect = ${raw(
      String(effect),
    )}${past} ORDER BY ${order} LIMIT ${raw(String(limit))}`,
  );
  return result.rows.map((values) => {
    const before = rowOf(names, values);
    const set = assigned.flatMap(({ name }, i): [string, Value][] =>
      Number(values[names.length + 2 * i]) === 1 ? [[name, values[names.length + 2 * i + 1] ?? null]] : [],
    );
    const all = table.rowId === null ? before : { ...before, [table.rowId]: values.at(-1) ?? null };
    const keyRow = Object.fromEntries(key.map((column) => [column, all[column] ?? null]));
    return {
      key: keyRow,
      before,
      after: action === 'delete' ? null : { ...before, ...Object.fromEntries(set) },
    };
  });
}

/** Rows after `after` in the order of the key, spelled out for engines without row values. */
function pastKey(space: Workspace, table: Table, key: readonly string[], after: Row): Sql {
  const steps = key.map((column, i) => {
    const same = key.slice(0, i).map((name) => compareKey(space, table, name, '=', after[name] ?? null));
    return allOf([...same, compareKey(space, table, column, '>', after[column] ?? null)]);
  });
  return join(steps, ') OR (', '((', '))');
}

/** Texts that tell one set of marks from another: of the deleted rows, and of each set column. */
export async function fingerprint(space: Workspace, ref: TableRef): Promise<string> {
  const table = space.table(ref);
  const works = [
    { work: space.made('deleted', ref), kind: 'deleted', value: null },
    { work: space.made('updated', ref), kind: 'updated', value: null },
    ...table.columns.map((column) => ({
      work: space.madeAssigned(ref, column.name),
      kind: `set ${column.name}`,
      value: column.name,
    })),
  ];
  const parts: string[] = [];
  const reference = space.referenceSet(ref);
  if (reference !== undefined) parts.push(`deleted ${reference.fingerprint}`);
  const leaf = space.leafSet(ref);
  if (leaf !== undefined) parts.push(`set ${leaf.fingerprint}`);
  for (const { work, kind, value } of works) {
    if (work === undefined || work === reference?.work || work === leaf?.work) continue;
    if (work.few !== undefined) {
      const marks = work.few.map(({ key, effect }) => JSON.stringify([key, effect]));
      parts.push(`${kind} ${marks.toSorted().join()}`);
      continue;
    }
    const keys = work.identity.map((_, i) => `k${i}`);
    const hash = raw(space.setHash(table, work.identity, keys, ['effect'], value));
    const result = await space.run(sql`SELECT ${hash} FROM ${work.name}`);
    parts.push(`${kind} ${JSON.stringify(result.rows[0]?.[0] ?? null)}`);
  }
  return parts.join('\n');
}

export function rowOf(names: readonly string[], values: readonly Value[]): Row {
  return Object.fromEntries(names.map((name, i) => [name, values[i] ?? null]));
}

import type { TableRef } from '../../../model/catalog.ts';
import { namedColumns } from '../../../model/change.ts';
import type { NewRow, Write } from '../../../model/row-sets.ts';
import type { Row, Value } from '../../../model/value.ts';
import {
  allOf,
  columnOf,
  findColumn,
  finish,
  join,
  parameter,
  quote,
  quoteInto,
  quoteTable,
  raw,
  type Sql,
  sql,
} from '../statement.ts';
import { chunksOf, namesOf } from './ask.ts';
import { writesDeleteByReference } from './by-reference.ts';
import { isMarked, keyList, ofEffects } from './conditions.ts';
import { freeingFirst } from './freeing-order.ts';
import { isListed, keysCondition, listKeys } from './keys.ts';
import { writesLeafSet } from './leaf-sets.ts';
import { rowOf } from './read.ts';
import type { Workspace, WorkTable } from './work-tables.ts';

/** Up to so many rows of a table are set one by one, which people can read; more by the work tables. */
export const inlineLimit = 100;

export async function writesDelete(
  space: Workspace,
  ref: TableRef,
  effects: readonly number[] | null,
): Promise<readonly Write[]> {
  const reference = space.referenceSet(ref);
  if (reference !== undefined) {
    const wanted = effects === null || effects.includes(reference.effect);
    return wanted ? writesDeleteByReference(space, ref, reference) : [];
  }
  const work = space.made('deleted', ref);
  if (work === undefined) return [];
  const { facts } = space;
  const table = space.table(ref);
  const name = quoteTable(facts, table);
  const listing = await listKeys(space, work, effects);
  if (listing !== null) {
    const { count: expected } = listing;
    if (expected === 0) return [];
    const listed = isListed(space, table, work.identity, listing, [...work.identity.keys()], '');
    return [{ statement: finish(facts, sql`DELETE FROM ${name} WHERE ${listed}`), expected }];
  }
  const which = ofEffects(effects);
  const expected = await countOf(space, work, effects);
  const keys = namesOf(space, work.identity);
  const statement =
    facts.joinedWrites === 'from'
      ? sql`DELETE FROM ${name} WHERE (${keys}) IN (SELECT ${keyList(work)} FROM ${work.name} w WHERE ${which})`
      : sql`DELETE t FROM ${name} t INNER JOIN ${work.name} w ON ${isMarked(facts, 't', work, 'w')} WHERE ${which}`;
  return [{ statement: finish(facts, statement), expected }];
}

export async function writesSet(
  space: Workspace,
  ref: TableRef,
  effects: readonly number[] | null,
): Promise<readonly Write[]> {
  const leaf = space.leafSet(ref);
  if (leaf !== undefined) {
    return effects === null || effects.includes(leaf.effect) ? writesLeafSet(space, ref, leaf) : [];
  }
  const updated = space.made('updated', ref);
  if (updated === undefined) return [];
  const columns = assignedColumns(space, ref);
  const which = ofEffects(effects);
  const expected = await countOf(space, updated, effects);
  if (expected === 0) return [];
  if (expected <= inlineLimit) return inlineSets(space, ref, columns, effects);

  const { facts } = space;
  const name = quoteTable(facts, ref);
  const marked = isMarked(facts, 't', updated, 'w');
  const joins = columns.map(({ work }, i) => {
    const same = work.identity.map((_, k) => raw(`a${i}.k${k} = w.k${k}`));
    return sql` LEFT JOIN ${work.name} ${raw(`a${i}`)} ON ${allOf([...same, ofEffects(effects, `a${i}`)])}`;
  });
  const set = (left: (column: string) => Sql) =>
    join(
      columns.map(({ column }, i) => {
        const own = columnOf(facts, 't', column);
        return sql`${left(column)} = CASE WHEN ${raw(`a${i}.k0`)} IS NULL THEN ${own} ELSE ${raw(`a${i}.value`)} END`;
      }),
    );
  const statement =
    facts.joinedWrites === 'from'
      ? sql`UPDATE ${name} AS t SET ${set((column) => quote(facts, column))} FROM ${updated.name} w${join(joins, '')} WHERE ${marked} AND ${which}`
      : sql`UPDATE ${name} t INNER JOIN ${updated.name} w ON ${marked}${join(joins, '')} SET ${set((column) =>
          columnOf(facts, 't', column),
        )} WHERE ${which}`;
  return [{ statement: finish(facts, statement), expected }];
}

/** One statement for all rows that get the same values. */
async function inlineSets(
  space: Workspace,
  ref: TableRef,
  columns: readonly AssignedColumn[],
  effects: readonly number[] | null,
): Promise<readonly Write[]> {
  const { facts } = space;
  const table = space.table(ref);
  return (await alike(space, ref, await setsOf(space, columns, effects))).map((rows) => {
    const set = Object.entries(rows[0]?.set ?? {}).map(
      ([column, value]) =>
        sql`${quote(facts, column)} = ${parameter(facts, findColumn(table, column), value)}`,
    );
    const keys = rows.map(({ key }) => key);
    const where = keysCondition(space, table, keys, '');
    const statement = sql`UPDATE ${quoteTable(facts, table)} SET ${join(set)} WHERE ${where}`;
    return { statement: finish(facts, statement), expected: rows.length };
  });
}

type AssignedColumn = { readonly column: string; readonly work: WorkTable };
type SetRow = { readonly key: Row; readonly set: Record<string, Value>; readonly effect: number };

export function assignedColumns(space: Workspace, ref: TableRef): readonly AssignedColumn[] {
  return space.table(ref).columns.flatMap((column) => {
    const work = space.madeAssigned(ref, column.name);
    return work === undefined ? [] : [{ column: column.name, work }];
  });
}

/** The rows with all that they get, and the first of the effects that say so. */
export async function setsOf(
  space: Workspace,
  columns: readonly AssignedColumn[],
  effects: readonly number[] | null,
): Promise<readonly SetRow[]> {
  const sets = new Map<string, SetRow>();
  for (const { column, work } of columns) {
    const result = await space.run(
      sql`SELECT ${keyList(work)}, w.value, w.effect FROM ${work.name} w WHERE ${ofEffects(effects)} ORDER BY ${keyList(work)}`,
    );
    for (const values of result.rows) {
      const key = rowOf(work.identity, values);
      const id = JSON.stringify(key);
      const known = sets.get(id) ?? { key, set: {}, effect: Number(values.at(-1)) };
      known.set[column] = values[work.identity.length] ?? null;
      sets.set(id, known);
    }
  }
  return [...sets.values()];
}

/** What statements set one by one: rows that get the same values, together. */
export async function alike(
  space: Workspace,
  ref: TableRef,
  rows: readonly SetRow[],
): Promise<readonly (readonly SetRow[])[]> {
  return freeingFirst(space, ref, [...Map.groupBy(rows, ({ set }) => JSON.stringify(set)).values()]);
}

export function writesInsert(space: Workspace, ref: TableRef, rows: readonly NewRow[]): readonly Write[] {
  const { facts } = space;
  const table = space.table(ref);
  const into = sql`INSERT INTO ${quoteInto(facts, table)}`;
  const groups = Map.groupBy(rows, ({ row }) => namedColumns(row));
  return [...groups.values()].flatMap((group) => {
    const columns = Object.keys(group[0]?.row ?? {}).toSorted();
    if (columns.length === 0) {
      const statement = finish(facts, sql`${into} ${raw(facts.insertDefaults)}`);
      return group.map((row) => ({ statement, expected: 1, inserts: { table: ref, rows: [row] } }));
    }
    return chunksOf(group, Math.max(1, Math.floor(facts.maxParams / columns.length))).map((chunk) => {
      const tuples = chunk.map(({ row }) =>
        join(
          columns.map((name) => parameter(facts, findColumn(table, name), row[name] ?? null)),
          ', ',
          '(',
          ')',
        ),
      );
      const statement = sql`${into} (${namesOf(space, columns)}) VALUES ${join(tuples, ', ')}`;
      const inserts = { table: ref, rows: chunk };
      return { statement: finish(facts, statement), expected: chunk.length, inserts };
    });
  });
}

async function countOf(
  space: Workspace,
  work: WorkTable,
  effects: readonly number[] | null,
): Promise<number> {
  const tallied = space.talliedOf(work, effects);
  if (tallied !== undefined) return tallied;
  const { rows } = await space.run(sql`SELECT count(*) FROM ${work.name} w WHERE ${ofEffects(effects)}`);
  return Number(rows[0]?.[0] ?? 0);
}

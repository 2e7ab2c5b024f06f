import type { TableRef } from '../../../model/catalog.ts';
import type { PackedRows, RestoredRow } from '../../../model/row-images.ts';
import type { Row } from '../../../model/value.ts';
import { findColumn, join, parameter, raw, type Sql, sql } from '../statement.ts';
import { chunksOf, mark } from './ask.ts';
import { keyList } from './conditions.ts';
import { fillKeys, rowsIn, rowsPerStatement } from './images.ts';
import { keyParameter } from './keys.ts';
import type { Workspace, WorkTable } from './work-tables.ts';

/** How rows that are to be as they were get into the work tables: each with values of its own, many to a statement. */

export async function markGone(
  space: Workspace,
  ref: TableRef,
  keys: readonly Row[],
  effect: number,
): Promise<void> {
  const work = await space.deleted(ref);
  const frontier = await fillKeys(space, ref, keys);
  await mark(space, work, [], rowsIn(space, ref, frontier), effect, 0);
}

export async function markRestored(
  space: Workspace,
  ref: TableRef,
  rows: readonly RestoredRow[],
  effect: number,
  following: number,
): Promise<void> {
  const table = space.table(ref);
  const { facts } = space;
  const updated = await space.updated(ref);
  const keysOf = (work: WorkTable, { key }: RestoredRow) =>
    work.identity.map((column) => keyParameter(space, table, column, key[column] ?? null));
  const number = (row: RestoredRow, column: string) =>
    raw(String(row.followed.includes(column) ? following : effect));
  const whole = (row: RestoredRow) => {
    const asked = Object.keys(row.set).some((column) => !row.followed.includes(column));
    return raw(String(asked ? effect : following));
  };
  await fill(
    space,
    updated,
    [],
    rows.map((row) => [...keysOf(updated, row), whole(row)]),
  );
  const columns = new Set(rows.flatMap(({ set }) => Object.keys(set)));
  for (const column of columns) {
    const assigned = await space.assigned(ref, column);
    const value = findColumn(table, column);
    const tuples = rows.flatMap((row) => {
      const given = row.set[column];
      if (given === undefined) return [];
      return [[...keysOf(assigned, row), parameter(facts, value, given), number(row, column)]];
    });
    await fill(space, assigned, [raw('value')], tuples);
  }
}

/** The row id, which is no column of the table, goes where the identity of the rows of other work tables is. */
export async function markReinserted(
  space: Workspace,
  ref: TableRef,
  columns: readonly string[],
  packed: PackedRows,
): Promise<void> {
  const table = space.table(ref);
  const written = table.columns.filter((column) => column.generated === null);
  const work = await space.inserted(
    ref,
    written.map((column) => column.name),
    true,
  );
  const places = columns.map((name) => {
    const at = written.findIndex((column) => column.name === name);
    const column = written[at];
    if (column === undefined) return { name: `k${work.identity.indexOf(name)}`, parameter: '?' };
    return { name: `c${at}`, parameter: space.facts.parameter(column) };
  });
  const keys = work.identity.map((_, i) => `k${i}`);
  const others = keys.filter((key) => places.every(({ name }) => name !== key));
  await space.unpackInto({ table: work.name.sql, columns: places, others }, packed);
}

export async function markedAll(space: Workspace, ref: TableRef): Promise<void> {
  const assigned = space.table(ref).columns.map(({ name }) => space.madeAssigned(ref, name));
  for (const work of [
    space.made('inserted', ref),
    space.made('deleted', ref),
    space.made('updated', ref),
    ...assigned,
  ]) {
    if (work !== undefined) await space.analyze(work);
  }
}

/** `INSERT INTO work (keys, extra, effect, round) VALUES ...`, the round being 0. */
export async function fill(
  space: Workspace,
  work: WorkTable,
  extra: readonly Sql[],
  tuples: readonly (readonly Sql[])[],
): Promise<void> {
  const columns = join([keyList(work), ...extra, raw('effect'), raw('round')]);
  space.untallied(work);
  for (const chunk of chunksOf(tuples, rowsPerStatement(space, work.identity.length + extra.length))) {
    const values = join(
      chunk.map((parts) => tuple([...parts, raw('0')])),
      ', ',
    );
    await space.put(sql`INSERT INTO ${work.name} (${columns}) VALUES ${values}`);
  }
}

function tuple(parts: readonly Sql[]): Sql {
  return join(parts, ', ', '(', ')');
}

import type { Table, TableRef } from '../../../model/catalog.ts';
import type { MarkedRow } from '../../../model/row-images.ts';
import type { Row } from '../../../model/value.ts';
import { allOf, columnOf, join, quoteTable, raw, type Sql, sql } from '../statement.ts';
import { chunksOf, keyParameter } from './ask.ts';
import { listed } from './by-reference.ts';
import { isMarked, keyList } from './conditions.ts';
import { listLeafSet } from './leaf-sets.ts';
import { rowOf } from './read.ts';
import type { Workspace, WorkTable } from './work-tables.ts';

/** Whole rows, as an undo needs them to bring them back. */

/** The columns that can be written, and the hidden row id where nothing else tells the rows apart. */
export function imageColumns(table: Table, identity: readonly string[]): readonly string[] {
  const written = table.columns.filter(({ generated }) => generated === null).map(({ name }) => name);
  return table.rowId !== null && identity.includes(table.rowId) ? [...written, table.rowId] : written;
}

export async function marked(
  space: Workspace,
  ref: TableRef,
  action: 'update' | 'delete',
  written: boolean,
  past: Row | null,
  limit: number,
): Promise<readonly MarkedRow[]> {
  if (action === 'update') await listLeafSet(space, ref);
  const made = space.made(action === 'delete' ? 'deleted' : 'updated', ref);
  if (made === undefined) return [];
  const reference = action === 'delete' ? space.referenceSet(ref) : undefined;
  const work = reference === undefined ? made : await listed(space, reference);
  const { facts } = space;
  const table = space.table(ref);
  const names = imageColumns(table, work.identity);
  const assigned = table.columns.flatMap(({ name }) => {
    const set = action === 'update' ? space.madeAssigned(ref, name) : undefined;
    return set === undefined ? [] : [{ name, set }];
  });
  const joins = assigned.map(
    ({ set }, i) =>
      sql` LEFT JOIN ${set.name} ${raw(`a${i}`)} ON ${allOf(set.identity.map((_, k) => raw(`a${i}.k${k} = w.k${k}`)))}`,
  );
  const now = work.identity.map((column, k) => {
    const i = written ? assigned.findIndex(({ name }) => name === column) : -1;
    return raw(i === -1 ? `w.k${k}` : `CASE WHEN a${i}.k0 IS NULL THEN w.k${k} ELSE a${i}.value END`);
  });
  const here = allOf(
    work.identity.map((column, k) => sql`${columnOf(facts, 't', column)} = ${now[k] ?? raw('NULL')}`),
  );
  const list = join([
    keyList(work, 'w'),
    ...names.map((name) => columnOf(facts, 't', name)),
    ...assigned.map((_, i) => raw(`a${i}.effect`)),
  ]);
  const from = sql`${work.name} w${joins.length === 0 ? raw('') : join(joins, '')} INNER JOIN ${quoteTable(facts, ref)} t ON ${here}`;
  const after = past === null ? raw('') : sql` WHERE ${pastMark(space, table, work, past)}`;
  // Without a lock, an engine may show a row as it was when the transaction began to read.
  const lock = raw(space.locking ? facts.lockForUpdate : '');
  const { rows } = await space.run(
    sql`SELECT ${list} FROM ${from}${after} ORDER BY ${keyList(work, 'w')} LIMIT ${raw(String(limit))}${lock}`,
  );
  const width = work.identity.length;
  return rows.map((values) => ({
    key: rowOf(work.identity, values),
    row: rowOf(names, values.slice(width)),
    setBy: Object.fromEntries(
      assigned.flatMap(({ name }, i) => {
        const effect = values[width + names.length + i] ?? null;
        return effect === null ? [] : [[name, Number(effect)]];
      }),
    ),
  }));
}

export async function present(
  space: Workspace,
  ref: TableRef,
  keys: readonly Row[],
): Promise<readonly Row[]> {
  if (keys.length === 0) return [];
  const table = space.table(ref);
  const frontier = await fillKeys(space, ref, keys);
  const names = imageColumns(table, frontier.identity);
  const list = join(names.map((name) => columnOf(space.facts, 't', name)));
  const lock = raw(space.locking ? space.facts.lockForUpdate : '');
  const { rows } = await space.run(sql`SELECT ${list} FROM ${rowsIn(space, ref, frontier)}${lock}`);
  return rows.map((values) => rowOf(names, values));
}

/** The frontier holds these identities and no others. */
export async function fillKeys(space: Workspace, ref: TableRef, keys: readonly Row[]): Promise<WorkTable> {
  const table = space.table(ref);
  const frontier = await space.frontier(ref);
  await space.run(sql`DELETE FROM ${frontier.name}`);
  const width = frontier.identity.length;
  for (const chunk of chunksOf(keys, rowsPerStatement(space, width))) {
    const tuples = chunk.map((key) =>
      join(
        frontier.identity.map((column) => keyParameter(space, table, column, key[column] ?? null)),
        ', ',
        '(',
        ')',
      ),
    );
    await space.run(sql`INSERT INTO ${frontier.name} (${keyList(frontier)}) VALUES ${join(tuples, ', ')}`);
  }
  await space.analyze(frontier);
  return frontier;
}

/** The rows `t` of the table that are in the frontier `f`. */
export function rowsIn(space: Workspace, ref: TableRef, frontier: WorkTable): Sql {
  const { facts } = space;
  return sql`${frontier.name} f CROSS JOIN ${quoteTable(facts, ref)} t WHERE ${isMarked(facts, 't', frontier, 'f')}`;
}

/** Far below what a statement may carry: its text stays small, too. */
export function rowsPerStatement(space: Workspace, width: number): number {
  return Math.max(1, Math.min(500, Math.floor(space.facts.maxParams / Math.max(1, width))));
}

/** Marks after `past` in the order of the identity, spelled out for engines without row values. */
function pastMark(space: Workspace, table: Table, work: WorkTable, past: Row): Sql {
  const compare = (i: number, operator: '=' | '>') => {
    const column = work.identity[i] ?? '';
    return sql`${raw(`w.k${i} ${operator}`)} ${keyParameter(space, table, column, past[column] ?? null)}`;
  };
  const steps = work.identity.map((_, i) =>
    allOf([...work.identity.slice(0, i).map((__, j) => compare(j, '=')), compare(i, '>')]),
  );
  return join(steps, ') OR (', '((', '))');
}

import type { Check, TableRef } from '../../../model/catalog.ts';
import { AppError, type ErrorCode } from '../../../model/error.ts';
import type { FoundRows } from '../../../model/row-sets.ts';
import { columnOf, join, quoted, quoteTable, raw, type Sql, sql } from '../statement.ts';
import { finalColumns, isMarked, notIn } from './conditions.ts';
import { found } from './read.ts';
import type { Workspace } from './work-tables.ts';

/** What says nothing about the check itself. */
const passedOn: readonly ErrorCode[] = ['cancelled', 'timeout', 'connection.lost'];

/**
 * The rows as they will be stand in for the table, under its name, and the database itself judges them. `updated`: where
 * the rows with columns set are kept; `inserted`: where those to insert are.
 */
export async function failing(
  updated: Workspace,
  inserted: Workspace,
  ref: TableRef,
  { expression }: Check,
): Promise<FoundRows | null> {
  const { facts } = updated;
  const names = updated
    .table(ref)
    .columns.filter(({ generated }) => generated === null)
    .map(({ name }) => name);
  const list = join(names.map((name) => columnOf(facts, '', name)));
  const alias = raw(quoted(facts, ref.name));
  await updated.run(raw('SAVEPOINT referee_check'));
  try {
    for (const rows of [setRows(updated, ref, names), newRows(inserted, ref, names)]) {
      if (rows === null) continue;
      const from = sql`(${rows}) ${alias} WHERE NOT (${raw(expression)}\n)`;
      const failed = await found(updated, from, list, names);
      if (failed.count > 0) return failed;
    }
    return { count: 0, exact: true, sample: [] };
  } catch (error) {
    if (!(error instanceof AppError) || passedOn.includes(error.code)) throw error;
    await updated.run(raw('ROLLBACK TO SAVEPOINT referee_check'));
    return null;
  }
}

function setRows(space: Workspace, ref: TableRef, names: readonly string[]): Sql | null {
  const { facts } = space;
  const work = space.made('updated', ref);
  if (work === undefined) return null;
  const { joins, values } = finalColumns(space, { table: ref, columns: names }, 't');
  const from = sql`${work.name} w INNER JOIN ${quoteTable(facts, ref)} t ON ${isMarked(facts, 't', work, 'w')}${joins}`;
  const alive = notIn(facts, space.made('deleted', ref), 't');
  return sql`SELECT ${named(space, names, values)} FROM ${from} WHERE ${alive}`;
}

function newRows(space: Workspace, ref: TableRef, names: readonly string[]): Sql | null {
  const work = space.made('inserted', ref);
  if (work === undefined) return null;
  const values = names.map((_, i) => raw(`n.c${i}`));
  return sql`SELECT ${named(space, names, values)} FROM ${work.name} n`;
}

function named({ facts }: Workspace, names: readonly string[], values: readonly Sql[]): Sql {
  return join(values.map((value, i) => sql`${value} AS ${raw(quoted(facts, names[i] ?? ''))}`));
}

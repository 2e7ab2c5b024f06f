import type { TableRef } from '../../../model/catalog.ts';
import { rowIdentity } from '../../../model/identity.ts';
import type { Statement } from '../../../model/plan.ts';
import type { ImageKind } from '../../../model/row-images.ts';
import type { Write } from '../../../model/row-sets.ts';
import type { Row } from '../../../model/value.ts';
import { allOf, columnOf, finish, join, quote, quoteTable, raw, type Sql, sql } from '../statement.ts';
import { chunksOf } from './ask.ts';
import { isMarked, keyList } from './conditions.ts';
import { keyParameter } from './keys.ts';
import { listLeafSet } from './leaf-sets.ts';
import { rowOf } from './read.ts';
import type { Workspace, WorkTable } from './work-tables.ts';

/** Whole rows, as an undo needs them to bring them back. */

/** The columns that can be written, and the hidden row id where nothing else tells the rows apart. */
export function imageColumns(space: Workspace, ref: TableRef): readonly string[] {
  const table = space.table(ref);
  const written = table.columns.filter(({ generated }) => generated === null).map(({ name }) => name);
  const { rowId } = table;
  return rowId !== null && rowIdentity(table)?.includes(rowId) ? [...written, rowId] : written;
}

/** An expression of the work table `w` for each column of the identity, and the joins that this takes. */
type Found = { readonly from: Sql; readonly identity: readonly Sql[]; readonly effects: readonly Sql[] };

export async function readsMarked(
  space: Workspace,
  { table: ref, action }: ImageKind,
  written: boolean,
  follows: readonly string[],
): Promise<Statement | null> {
  if (action === 'update') await listLeafSet(space, ref);
  const { facts } = space;
  // Without a lock, an engine may show a row as it was when the transaction began to read.
  const lock = raw(space.locking && action !== 'insert' ? facts.lockForUpdate : '');
  const stop = raw(facts.cancelPoint === null ? '' : ` AND ${facts.cancelPoint}`);
  const reference = action === 'delete' ? space.referenceSet(ref) : undefined;
  if (reference !== undefined) {
    return finish(facts, sql`SELECT ${imageList(space, ref)} FROM ${reference.from}${stop}${lock}`);
  }
  const work = space.made(
    ({ insert: 'inserted', update: 'updated', delete: 'deleted' } as const)[action],
    ref,
  );
  if (work === undefined) return null;
  const { from, identity, effects } =
    action === 'update' ? updatedRows(space, work, written, follows) : otherRows(work, action);
  const here = allOf(
    work.identity.map((column, k) => sql`${columnOf(facts, 't', column)} = ${identity[k] ?? raw('NULL')}`),
  );
  const list = join([imageList(space, ref), ...effects]);
  const order = action === 'update' ? sql` ORDER BY ${keyList(work, 'w')}` : raw('');
  return finish(
    facts,
    sql`SELECT ${list} FROM ${from} CROSS JOIN ${quoteTable(facts, ref)} t WHERE ${here}${stop}${order}${lock}`,
  );
}

function otherRows({ name, table, identity }: WorkTable, action: ImageKind['action']): Found {
  const written = table.columns.filter(({ generated }) => generated === null);
  // Inserted rows are kept by their columns; only a row id is kept apart.
  const kept = (column: string, k: number) => {
    const at = action === 'insert' ? written.findIndex((one) => one.name === column) : -1;
    return raw(at === -1 ? `w.k${k}` : `w.c${at}`);
  };
  return { from: sql`${name} w`, identity: identity.map(kept), effects: [] };
}

/** The rows to update, by the identity that they have now. */
function updatedRows(space: Workspace, work: WorkTable, written: boolean, follows: readonly string[]): Found {
  const needed = new Set([...follows, ...(written ? work.identity : [])]);
  const assigned = [...needed].flatMap((name) => {
    const set = space.madeAssigned(work.table, name);
    return set === undefined ? [] : [{ name, set }];
  });
  const alias = (name: string) => {
    const at = assigned.findIndex((one) => one.name === name);
    return at === -1 ? null : `a${at}`;
  };
  const joins = assigned.map(({ set }, i) => {
    const same = set.identity.map((_, k) => raw(`a${i}.k${k} = w.k${k}`));
    return sql` LEFT JOIN ${set.name} ${raw(`a${i}`)} ON ${allOf(same)}`;
  });
  const identity = work.identity.map((column, k) => {
    const set = written ? alias(column) : null;
    return raw(set === null ? `w.k${k}` : `CASE WHEN ${set}.k0 IS NULL THEN w.k${k} ELSE ${set}.value END`);
  });
  const effects = follows.map((name) => raw(alias(name) === null ? 'NULL' : `${alias(name)}.effect`));
  return { from: sql`${work.name} w${joins.length === 0 ? raw('') : join(joins, '')}`, identity, effects };
}

export async function readsPresent(
  space: Workspace,
  ref: TableRef,
  keys: readonly Row[],
): Promise<Statement> {
  return finish(space.facts, await presentRows(space, ref, keys));
}

export async function present(
  space: Workspace,
  ref: TableRef,
  keys: readonly Row[],
): Promise<readonly Row[]> {
  if (keys.length === 0) return [];
  const names = imageColumns(space, ref);
  const { rows } = await space.run(await presentRows(space, ref, keys));
  return rows.map((values) => rowOf(names, values));
}

async function presentRows(space: Workspace, ref: TableRef, keys: readonly Row[]): Promise<Sql> {
  const frontier = await fillKeys(space, ref, keys);
  const lock = raw(space.locking ? space.facts.lockForUpdate : '');
  return sql`SELECT ${imageList(space, ref)} FROM ${rowsIn(space, ref, frontier)}${lock}`;
}

function imageList(space: Workspace, ref: TableRef): Sql {
  return join(imageColumns(space, ref).map((name) => columnOf(space.facts, 't', name)));
}

/** The frontier holds these identities and no others. */
export async function fillKeys(space: Workspace, ref: TableRef, keys: readonly Row[]): Promise<WorkTable> {
  const table = space.table(ref);
  const frontier = await space.frontier(ref);
  await space.put(sql`DELETE FROM ${frontier.name}`);
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
    await space.put(sql`INSERT INTO ${frontier.name} (${keyList(frontier)}) VALUES ${join(tuples, ', ')}`);
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

/**
 * A delete of rows that were not locked when they were marked. Where the database can hand on the rows that it deletes,
 * that is how their images are taken: surer than to read them before, and cheaper than to lock them for that.
 */
export function deletes(space: Workspace, ref: TableRef, statement: Sql, expected: number): Write {
  const { facts } = space;
  const write = { statement: finish(facts, statement), expected };
  if (!facts.packsDeleted) return write;
  const columns = imageColumns(space, ref).map((name) => quote(facts, ref.schema, ref.name, name));
  return {
    ...write,
    deletes: { table: ref, statement: finish(facts, sql`${statement} RETURNING ${join(columns)}`) },
  };
}

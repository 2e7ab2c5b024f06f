import type { Key, TableRef } from '../../../model/catalog.ts';
import type { Relation, RelationSide } from '../../../model/relation.ts';
import type { FoundRows, Reach, RowsToMark } from '../../../model/row-sets.ts';
import { allOf, columnOf, join, quoteTable, raw, type Sql, sql } from '../statement.ts';
import { rowsOf } from './ask.ts';
import {
  comparedAs,
  differs,
  finalColumns,
  identityList,
  isMarked,
  keeps,
  keyList,
  notIn,
} from './conditions.ts';
import { findRows, found } from './read.ts';
import { children, deletedParents, fillRekeyed } from './spread.ts';
import type { Workspace, WorkTable } from './work-tables.ts';

/** What stands against a plan. Each check narrows a scratch table down to the rows that do. */

export async function referencing(
  space: Workspace,
  reach: Reach,
  except: readonly number[],
): Promise<FoundRows> {
  const { facts } = space;
  const { table, columns } = reach.relation.child;
  const from = children(space, reach.relation, await fill(space, reach));
  if (except.length === 0) return findRows(space, table, from);
  const among = raw(`x.effect IN (${except.join(', ')})`);
  const kept = columns.map((column) => {
    const elsewhere = sql`${among} AND ${differs(facts, 'x', 't', column)}`;
    return notIn(facts, space.madeAssigned(table, column), 't', elsewhere);
  });
  const alive = notIn(facts, space.made('deleted', table), 't', among);
  return findRows(space, table, sql`${from} AND ${allOf([alive, ...kept])}`);
}

export async function reachedAgain(
  space: Workspace,
  reach: Reach,
  effects: readonly number[],
): Promise<FoundRows> {
  const { table } = reach.relation.child;
  const from = children(space, reach.relation, await fill(space, reach));
  const among = raw(`x.effect IN (${effects.join(', ')})`);
  const none = (['deleted', 'updated'] as const).flatMap((kind) => {
    const work = space.made(kind, table);
    return work === undefined ? [] : [notIn(space.facts, work, 't', among)];
  });
  return findRows(space, table, sql`${from} AND NOT (${allOf(none)})`);
}

export async function deletedAmong(
  space: Workspace,
  ref: TableRef,
  where: RowsToMark,
  effects: readonly number[],
): Promise<FoundRows> {
  const among = raw(`x.effect IN (${effects.join(', ')})`);
  const gone = sql`NOT (${notIn(space.facts, space.made('deleted', ref), 't', among)})`;
  for (const from of rowsOf(space, space.table(ref), where)) {
    const rows = await findRows(space, ref, sql`${from} AND ${gone}`);
    if (rows.count > 0) return rows;
  }
  return { count: 0, exact: true, sample: [] };
}

export async function leftBehind(space: Workspace, reach: Reach): Promise<FoundRows> {
  const { relation } = reach;
  const { facts } = space;
  const { child } = relation;
  const scratch = await space.scratch(child.table, child.columns);
  const from = children(space, relation, await fill(space, reach));
  const alive = notIn(facts, space.made('deleted', child.table), 't');
  const unset = child.columns.map((column) => notIn(facts, space.madeAssigned(child.table, column), 't'));
  const list = join([
    identityList(facts, scratch, 't'),
    ...child.columns.map((c) => columnOf(facts, 't', c)),
  ]);
  await space.put(
    sql`INSERT INTO ${scratch.name} (${scratchList(scratch, child)}) SELECT ${list} FROM ${from} AND ${alive} AND ${allOf(unset)}`,
  );
  await takeOutSatisfied(space, relation, scratch);
  const left = isMarked(facts, 't', scratch, 'q');
  return findRows(
    space,
    child.table,
    sql`${scratch.name} q CROSS JOIN ${quoteTable(facts, child.table)} t WHERE ${left}`,
  );
}

export async function parentMissing(space: Workspace, relation: Relation): Promise<FoundRows> {
  const { child } = relation;
  const scratch = await space.scratch(child.table, child.columns);
  await collectFinal(space, child, scratch, (values) => referenceToCheck(relation, values));
  await takeOutSatisfied(space, relation, scratch);
  const list = join([keyList(scratch), ...child.columns.map((_, i) => raw(`f${i}`))]);
  return found(space, sql`${scratch.name} q`, list, [...scratch.identity, ...child.columns]);
}

export async function duplicates(space: Workspace, ref: TableRef, key: Key): Promise<FoundRows> {
  const { facts } = space;
  const side: RelationSide = { table: ref, columns: key.columns };
  const scratch = await space.scratch(ref, key.columns);
  const complete = (values: readonly Sql[]) => allOf(values.map((value) => sql`${value} IS NOT NULL`));
  await collectFinal(space, side, scratch, complete, true);

  const f = key.columns.map((column, i) => comparedAs(space, ref, column, `f${i}`));
  const listed = join(f.map((value, i) => sql`${value} AS ${raw(`f${i}`)}`));
  const twice = sql`(SELECT ${listed} FROM ${scratch.name} GROUP BY ${join(f)} HAVING count(*) > 1) q`;
  const among = await found(space, twice, join(key.columns.map((_, i) => raw(`f${i}`))), key.columns);
  if (among.count > 0) return among;

  const equal = key.columns.map((column, i) => sql`${columnOf(facts, 't', column)} = ${raw(`q.f${i}`)}`);
  const itself = sql`(q.k0 IS NOT NULL AND ${isMarked(facts, 't', scratch, 'q')})`;
  const alive = notIn(facts, space.made('deleted', ref), 't');
  const from = sql`${scratch.name} q CROSS JOIN ${quoteTable(facts, ref)} t WHERE ${allOf(equal)} AND NOT ${itself} AND ${alive} AND ${keeps(space, side, 't')}`;
  return findRows(space, ref, from);
}

export async function nulled(space: Workspace, ref: TableRef, column: string): Promise<FoundRows> {
  const assigned = space.madeAssigned(ref, column);
  if (assigned === undefined) return { count: 0, exact: true, sample: [] };
  const marked = isMarked(space.facts, 't', assigned, 's');
  const from = sql`${assigned.name} s CROSS JOIN ${quoteTable(space.facts, ref)} t WHERE ${marked} AND s.value IS NULL`;
  return findRows(space, ref, from);
}

function fill(space: Workspace, reach: Reach): Promise<WorkTable> {
  return reach.event === 'delete'
    ? deletedParents(space, reach.relation, null)
    : fillRekeyed(space, reach.relation, null);
}

/** MATCH SIMPLE: only a complete reference must find a parent. MATCH FULL: neither may it be partly null. */
function referenceToCheck(relation: Relation, values: readonly Sql[]): Sql {
  if (relation.match !== 'full') return allOf(values.map((value) => sql`${value} IS NOT NULL`));
  return sql`NOT (${allOf(values.map((value) => sql`${value} IS NULL`))})`;
}

/** Puts the rows with one of the columns set, and the rows to insert, into the scratch table as they will be. */
async function collectFinal(
  space: Workspace,
  side: RelationSide,
  scratch: WorkTable,
  which: (values: readonly Sql[]) => Sql,
  onlyChanged = false,
): Promise<void> {
  const { facts } = space;
  const { joins, values } = finalColumns(space, side, 't');
  const updated = await space.updated(side.table);
  const into = sql`INSERT INTO ${scratch.name} (${scratchList(scratch, side)})`;
  for (const [i, column] of side.columns.entries()) {
    const assigned = space.madeAssigned(side.table, column);
    if (assigned === undefined) continue;
    const alias = `a${i}`;
    const changed = onlyChanged ? differs(facts, alias, 't', column) : raw('1 = 1');
    // A row with several of the columns set is collected for the first of them only.
    const first = side.columns.slice(0, i).flatMap((earlier, j) => {
      if (space.madeAssigned(side.table, earlier) === undefined) return [];
      const unset = raw(`a${j}.k0 IS NULL`);
      return [onlyChanged ? sql`(${unset} OR NOT ${differs(facts, `a${j}`, 't', earlier)})` : unset];
    });
    const condition = allOf([raw(`${alias}.k0 IS NOT NULL`), changed, ...first, which(values)]);
    const list = join([identityList(facts, scratch, 't'), ...values]);
    await space.put(
      sql`${into} SELECT ${list} FROM ${rowsSet(space, side.table, updated)}${joins} WHERE ${condition}`,
    );
  }
  const inserted = insertedColumns(space, side);
  if (inserted === null) return;
  const list = join([...scratch.identity.map(() => raw('NULL')), ...inserted.values]);
  await space.put(sql`${into} SELECT ${list} FROM ${inserted.work.name} n WHERE ${which(inserted.values)}`);
}

/** The rows `t` of the table that have any column set. */
function rowsSet(space: Workspace, ref: TableRef, updated: WorkTable): Sql {
  const marked = isMarked(space.facts, 't', updated, 'w');
  return sql`${updated.name} w INNER JOIN ${quoteTable(space.facts, ref)} t ON ${marked}`;
}

/** Takes the rows out of the scratch table that find a parent in the final state; what remains finds none. */
async function takeOutSatisfied(space: Workspace, relation: Relation, scratch: WorkTable): Promise<void> {
  const { facts } = space;
  const { parent } = relation;
  const own = (i: number) =>
    comparedAs(space, parent.table, parent.columns[i] ?? '', `${scratch.name.sql}.f${i}`);
  const takeOut = (from: Sql, values: readonly Sql[], condition: Sql, lock = '') => {
    const equal = allOf(values.map((value, i) => sql`${value} = ${own(i)}`));
    const found = sql`SELECT 1 FROM ${from} WHERE ${equal} AND ${condition}${raw(lock)}`;
    return space.run(sql`DELETE FROM ${scratch.name} WHERE EXISTS (${found})`);
  };

  const parents = quoteTable(facts, parent.table);
  const deleted = space.made('deleted', parent.table);
  // Parents that are referenced must stay until the change is committed: they are locked as they are found.
  await takeOut(
    sql`${parents} t`,
    parent.columns.map((column) => columnOf(facts, 't', column)),
    sql`${notIn(facts, deleted, 't')} AND ${keeps(space, parent, 't')}`,
    space.locking ? facts.lockForShare : '',
  );

  const rekeyed = parent.columns.some((column) => space.madeAssigned(parent.table, column) !== undefined);
  if (rekeyed) {
    const frontier = await fillRekeyed(space, relation, null);
    const { joins, values } = finalColumns(space, parent, 'p');
    const from = sql`${frontier.name} f INNER JOIN ${parents} p ON ${isMarked(facts, 'p', frontier, 'f')}${joins}`;
    await takeOut(from, values, notIn(facts, deleted, 'p'));
  }
  const inserted = insertedColumns(space, parent);
  if (inserted !== null) await takeOut(sql`${inserted.work.name} n`, inserted.values, raw('1 = 1'));
}

function scratchList(scratch: WorkTable, side: RelationSide): Sql {
  return join([keyList(scratch), ...side.columns.map((_, i) => raw(`f${i}`))]);
}

/** The side's columns of the rows to insert; null: none are. */
function insertedColumns(
  space: Workspace,
  side: RelationSide,
): { readonly work: WorkTable; readonly values: readonly Sql[] } | null {
  const work = space.made('inserted', side.table);
  if (work === undefined) return null;
  const written = work.table.columns.filter((column) => column.generated === null);
  const at = side.columns.map((name) => written.findIndex((column) => column.name === name));
  if (at.includes(-1)) return null;
  return { work, values: at.map((i) => raw(`n.c${i}`)) };
}

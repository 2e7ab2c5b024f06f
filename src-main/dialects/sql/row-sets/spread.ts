import type { TableRef } from '../../../model/catalog.ts';
import { rowIdentity, sameTable } from '../../../model/identity.ts';
import type { Relation } from '../../../model/relation.ts';
import type { AssignedValue, FoundRows, Reach } from '../../../model/row-sets.ts';
import type { Row } from '../../../model/value.ts';
import {
  allOf,
  columnOf,
  findColumn,
  parameter,
  quoteTable,
  raw,
  type Sql,
  same,
  sql,
} from '../statement.ts';
import { addDeleted, addNew, addSet, mark } from './ask.ts';
import { differs, identityList, isMarked, keyList, notIn, references } from './conditions.ts';
import { findRows } from './read.ts';
import type { Workspace, WorkTable } from './work-tables.ts';

/** How a fate spreads from parents to children. */

export async function spreadDelete(
  space: Workspace,
  relation: Relation,
  effect: number,
  round: number,
): Promise<number> {
  const parents = await deletedParents(space, relation, round - 1);
  return addDeleted(space, relation.child.table, children(space, relation, parents), effect, round);
}

export async function unmarkChildren(
  space: Workspace,
  relation: Relation,
  effects: readonly number[],
  round: number,
): Promise<void> {
  const { facts } = space;
  const ref = relation.child.table;
  const marked = space.made('deleted', ref);
  if (marked === undefined || effects.length === 0) return;
  const from = children(space, relation, await deletedParents(space, relation, round - 1));
  const among = raw(`effect IN (${effects.join(', ')})`);
  const few = space.fewDeleted(ref);
  if (few === null) {
    const own = isMarked(facts, 't', marked, marked.name.sql);
    space.untallied(marked);
    await space.put(
      sql`DELETE FROM ${marked.name} WHERE ${among} AND EXISTS (SELECT 1 FROM ${from} AND ${own})`,
    );
    return;
  }
  const { rows } = await space.run(
    sql`SELECT ${identityList(facts, marked, 't')} FROM ${from} AND NOT (${notIn(facts, marked, 't', among)})`,
  );
  const found = new Set(rows.map((key) => JSON.stringify(key)));
  const kept = few.filter(({ key }) => !found.has(JSON.stringify(key)));
  few.splice(0, few.length, ...kept);
}

export async function spreadGiven(
  space: Workspace,
  reach: Reach,
  set: Row,
  effect: number,
  round: number,
): Promise<number> {
  const { relation, event } = reach;
  const { table } = relation.child;
  const parents =
    event === 'delete'
      ? await deletedParents(space, relation, null)
      : await fillRekeyed(space, relation, round - 1);
  const alive = notIn(space.facts, space.made('deleted', table), 't');
  const from = sql`${children(space, relation, parents)} AND ${alive}`;
  return addSet(space, table, [from], set, effect, round);
}

export async function spreadSet(
  space: Workspace,
  reach: Reach,
  column: string,
  value: AssignedValue,
  effect: number,
  round: number | null,
): Promise<number> {
  const step = await assignment(space, reach, column, value, round);
  const count = await mark(space, step.assigned, [step.value], step.from, effect, round ?? 0);
  if (count === 0) return 0;
  await space.analyze(step.assigned, count);

  const updated = await space.updated(reach.relation.child.table);
  const columns = sql`${keyList(updated)}, effect, round`;
  const fresh = raw(`effect = ${effect} AND round = ${round ?? 0}`);
  await addNew(
    space,
    updated,
    columns,
    sql`SELECT ${columns} FROM ${step.assigned.name} WHERE ${fresh}`,
    effect,
  );
  await space.analyze(updated, count);
  return count;
}

export async function contradicted(
  space: Workspace,
  reach: Reach,
  column: string,
  value: AssignedValue,
  round: number,
): Promise<FoundRows> {
  const step = await assignment(space, reach, column, value, round);
  const other = sql`NOT (${same(space.facts, raw('x.value'), step.value)})`;
  const set = isMarked(space.facts, 't', step.assigned, 'x');
  const condition = sql`EXISTS (SELECT 1 FROM ${step.assigned.name} x WHERE ${set} AND ${other})`;
  return findRows(space, reach.relation.child.table, sql`${step.from} AND ${condition}`);
}

/** From where to assign what: children, alive, of the parents that the event befell. */
async function assignment(
  space: Workspace,
  reach: Reach,
  column: string,
  value: AssignedValue,
  /** null: the parents of all rounds. */
  round: number | null,
): Promise<{ assigned: WorkTable; from: Sql; value: Sql }> {
  const { relation, event } = reach;
  const { facts } = space;
  const child = space.table(relation.child.table);
  const assigned = await space.assigned(relation.child.table, column);
  const frontier =
    event === 'delete'
      ? await deletedParents(space, relation, null)
      : await fillRekeyed(space, relation, round === null ? null : round - 1);
  const alive = notIn(facts, space.made('deleted', relation.child.table), 't');

  if (value !== 'parentKey') {
    const from = sql`${children(space, relation, frontier)} AND ${alive}`;
    const into = findColumn(child, column);
    const none = value === 'null' || into.default === null;
    return { assigned, from, value: none ? parameter(facts, into, null) : raw(`(${into.default})`) };
  }
  const parentColumn = relation.parent.columns[relation.child.columns.indexOf(column)] ?? '';
  const source = await space.assigned(relation.parent.table, parentColumn);
  const changed = sql`${isMarked(facts, 'p', source, 's')} AND ${differs(facts, 's', 'p', parentColumn)}`;
  return {
    assigned,
    from: sql`${source.name} s CROSS JOIN ${family(space, relation, frontier)} AND ${changed} AND ${alive}`,
    value: raw('s.value'),
  };
}

/** The frontier `f` of parents and their children `t`. */
export function children(space: Workspace, relation: Relation, frontier: WorkTable): Sql {
  if (!isPlain(space, relation)) return family(space, relation, frontier);
  const { parent, child } = relation;
  const referenced = parent.columns.map((column, i) => {
    const key = raw(`f.k${frontier.identity.indexOf(column)}`);
    return sql`${columnOf(space.facts, 't', child.columns[i] ?? '')} = ${key}`;
  });
  const table = quoteTable(space.facts, child.table);
  return sql`${frontier.name} f CROSS JOIN ${table} t WHERE ${allOf(referenced)}`;
}

/** Whether the identities of parents tell their children: they are what is referenced, and compare alike on both sides. */
export function isPlain(space: Workspace, { parent, child }: Relation): boolean {
  const table = space.table(parent.table);
  const identity = rowIdentity(table) ?? [];
  return parent.columns.every((name, i) => {
    if (name === table.rowId || !identity.includes(name)) return false;
    const own = findColumn(table, name);
    const other = findColumn(space.table(child.table), child.columns[i] ?? '');
    if (own.kind !== other.kind) return false;
    if (own.kind === 'text') return own.type === other.type && own.collation === other.collation;
    return own.kind === 'integer' || own.kind === 'uuid';
  });
}

/** The frontier `f`, its parents `p`, and their children `t`. CROSS JOIN: SQLite then keeps this order. */
function family(space: Workspace, relation: Relation, frontier: WorkTable): Sql {
  const { facts } = space;
  const parent = quoteTable(facts, relation.parent.table);
  const child = quoteTable(facts, relation.child.table);
  const marked = isMarked(facts, 'p', frontier, 'f');
  const referenced = references(facts, relation.parent, relation.child);
  return sql`${frontier.name} f CROSS JOIN ${parent} p CROSS JOIN ${child} t WHERE ${marked} AND ${referenced}`;
}

/** The parents marked as deleted, in one round or (null) in any. */
export async function deletedParents(
  space: Workspace,
  relation: Relation,
  round: number | null,
): Promise<WorkTable> {
  const { table } = relation.parent;
  const few = space.fewDeleted(table);
  if (few !== null) {
    return space.spell(
      table,
      few.filter((row) => round === null || row.round === round),
    );
  }
  const deleted = await space.deleted(table);
  const when = round === null ? raw('1 = 1') : raw(`round = ${round}`);
  if (!sameTable(table, relation.child.table)) {
    if (round === null) return deleted;
    return { ...deleted, name: sql`(SELECT ${keyList(deleted)} FROM ${deleted.name} WHERE ${when})` };
  }
  const frontier = await emptyFrontier(space, table);
  await space.put(
    sql`INSERT INTO ${frontier.name} (${keyList(frontier)}) SELECT ${keyList(frontier)} FROM ${deleted.name} WHERE ${when}`,
  );
  await space.analyze(frontier);
  return frontier;
}

/** The frontier holds the parents whose referenced columns got another value, in one round or (null) in any. */
export async function fillRekeyed(
  space: Workspace,
  relation: Relation,
  round: number | null,
): Promise<WorkTable> {
  const { facts } = space;
  const { table, columns } = relation.parent;
  const frontier = await emptyFrontier(space, table);
  for (const column of columns) {
    const assigned = space.madeAssigned(table, column);
    if (assigned === undefined) continue;
    const when = round === null ? raw('') : raw(` AND s.round = ${round}`);
    const changed = sql`${isMarked(facts, 'p', assigned, 's')} AND ${differs(facts, 's', 'p', column)}`;
    await space.put(
      sql`INSERT INTO ${frontier.name} (${keyList(frontier)}) SELECT ${identityList(facts, frontier, 'p')} FROM ${
        assigned.name
      } s CROSS JOIN ${quoteTable(facts, table)} p WHERE ${changed}${when} ${raw(
        facts.keepExisting(frontier.name.sql, 'k0'),
      )}`,
    );
  }
  await space.analyze(frontier);
  return frontier;
}

async function emptyFrontier(space: Workspace, table: TableRef): Promise<WorkTable> {
  const frontier = await space.frontier(table);
  await space.put(sql`DELETE FROM ${frontier.name}`);
  return frontier;
}

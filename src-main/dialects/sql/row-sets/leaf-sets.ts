import type { TableRef } from '../../../model/catalog.ts';
import { rowIdentity } from '../../../model/identity.ts';
import type { Relation } from '../../../model/relation.ts';
import type { AssignedValue, Reach, Write } from '../../../model/row-sets.ts';
import type { Value } from '../../../model/value.ts';
import {
  allOf,
  columnOf,
  findColumn,
  finish,
  join,
  parameter,
  quoteTable,
  raw,
  type Sql,
  sql,
} from '../statement.ts';
import { addCounted } from './ask.ts';
import { childrenOf, writtenChildren } from './by-reference.ts';
import { keyList, withinLimit } from './conditions.ts';
import { canSpell } from './few-rows.ts';
import { keysCondition } from './keys.ts';
import { rowOf } from './read.ts';
import { deletedParents, fillRekeyed, isPlain, spreadSet } from './spread.ts';
import type { Workspace, WorkTable } from './work-tables.ts';

/** Rows that are never listed: those that reference parents which are gone, or known by another key. */
export type LeafSet = {
  readonly relation: Relation;
  readonly effect: number;
  readonly parents: WorkTable;
  /** What is written, into which columns. */
  readonly set: readonly { readonly column: string; readonly value: Sql }[];
  /** What the rows reference when that is written; null: nothing. */
  readonly newKey: readonly Value[] | null;
  /** Reads like a work table of the children, with what is written as `v0..`. */
  readonly work: WorkTable;
  readonly count: number;
  readonly fingerprint: string;
};

type Assignments = readonly { readonly column: string; readonly value: AssignedValue }[];

/** Counts the children and remembers them by their parents, or lists them where the parents do not tell enough. */
export async function spreadSetToLeaves(
  space: Workspace,
  reach: Reach,
  assignments: Assignments,
  effect: number,
): Promise<number> {
  const { facts } = space;
  const { relation, event } = reach;
  const table = space.table(relation.child.table);
  const identity = rowIdentity(table) ?? [];
  const found = !isPlain(space, relation)
    ? null
    : event === 'delete'
      ? { parents: await deletedParents(space, relation, null), newKey: null }
      : await rekeyedParent(space, relation, assignments);
  if (found === null) {
    let most = 0;
    for (const { column, value } of assignments) {
      most = Math.max(most, await spreadSet(space, reach, column, value, effect, null));
    }
    return most;
  }
  const from = childrenOf(space, relation, found.parents);
  // All of them get the same values.
  const keys = identity.map((name) => columnOf(facts, 't', name).sql);
  const hash = space.setHash(table, identity, keys, []);
  const stop = facts.cancelPoint === null ? '' : ` AND ${facts.cancelPoint}`;
  const lock = space.locking ? facts.lockCounted : '';
  const counting = withinLimit(space, table, identity, sql`${from}${raw(stop)}`);
  const { rows } = await space.run(sql`SELECT count(*), ${raw(hash)} FROM ${counting}${raw(lock)}`);
  const [counted, digest] = rows[0] ?? [];
  const count = Number(counted ?? 0);
  if (count === 0) return 0;
  const set = assignments.map(({ column }) => {
    const at = relation.child.columns.indexOf(column);
    return { column, value: parameter(facts, findColumn(table, column), found.newKey?.[at] ?? null) };
  });
  const list = join([
    ...identity.map((name, i) => sql`${columnOf(facts, 't', name)} AS ${raw(`k${i}`)}`),
    raw(`${effect} AS effect, 0 AS round`),
    ...set.map(({ value }, i) => sql`${value} AS ${raw(`v${i}`)}`),
  ]);
  const work = { name: sql`(SELECT ${list} FROM ${from})`, table, identity };
  const fingerprint = JSON.stringify([effect, digest ?? null]);
  space.leaveSet(table, { ...found, relation, effect, set, work, count, fingerprint });
  return count;
}

/** The only parent that got another key, if no row references that key already; null: it is not that simple. */
async function rekeyedParent(
  space: Workspace,
  relation: Relation,
  assignments: Assignments,
): Promise<Pick<LeafSet, 'parents' | 'newKey'> | null> {
  const { facts } = space;
  const { child, parent } = relation;
  const table = space.table(parent.table);
  if (!canSpell(facts, table, rowIdentity(table) ?? [])) return null;
  const frontier = await fillRekeyed(space, relation, null);
  const assigned = parent.columns.map((column) => space.madeAssigned(parent.table, column));
  const joins = assigned.flatMap((work, i) => {
    if (work === undefined) return [];
    const same = work.identity.map((_, k) => raw(`a${i}.k${k} = f.k${k}`));
    return [sql` LEFT JOIN ${work.name} ${raw(`a${i}`)} ON ${allOf(same)}`];
  });
  const news = assigned.map((work, i) => {
    const old = `f.k${frontier.identity.indexOf(parent.columns[i] ?? '')}`;
    return raw(work === undefined ? old : `CASE WHEN a${i}.k0 IS NULL THEN ${old} ELSE a${i}.value END`);
  });
  const { rows } = await space.run(
    sql`SELECT ${join([keyList(frontier, 'f'), ...news])} FROM ${frontier.name} f${join(joins, '')} LIMIT 2`,
  );
  const [only] = rows;
  if (only === undefined || rows.length > 1) return null;
  const width = frontier.identity.length;
  const parents = space.spell(table, [{ key: only.slice(0, width), effect: 0, round: 0 }]);
  if (assignments.every(({ value }) => value === 'null')) return { parents, newKey: null };
  const newKey = only.slice(width);
  if (newKey.includes(null)) return null;
  const taken = withKey(space, relation, newKey);
  const { rows: some } = await space.run(
    sql`SELECT 1 AS one FROM ${quoteTable(facts, child.table)} t WHERE ${taken} LIMIT 1`,
  );
  return some.length === 0 ? { parents, newKey } : null;
}

function withKey(space: Workspace, { child }: Relation, key: readonly Value[]): Sql {
  return keysCondition(space, space.table(child.table), [rowOf(child.columns, key)], 't');
}

/** What writes the columns of the children by what they reference. */
export async function writesLeafSet(
  space: Workspace,
  ref: TableRef,
  leaf: LeafSet,
): Promise<readonly Write[]> {
  const { facts } = space;
  const { relation, parents, count: expected } = leaf;
  const table = quoteTable(facts, ref);
  const set = (alias: string) =>
    join(leaf.set.map(({ column, value }) => sql`${columnOf(facts, alias, column)} = ${value}`));
  const { where, joined } = await writtenChildren(space, relation, parents);
  const statement =
    where !== null
      ? sql`UPDATE ${table} SET ${set('')} WHERE ${where}`
      : sql`UPDATE ${parents.name} w INNER JOIN ${table} t ON ${joined} SET ${set('t')}`;
  return [{ statement: finish(facts, statement), expected }];
}

/** After the writes: how many still reference the parents, and how many do not reference what they should. */
export function leafSetUnlike(space: Workspace, leaf: LeafSet): readonly Sql[] {
  const { relation, parents, newKey, count } = leaf;
  const left = sql`SELECT count(*) FROM ${childrenOf(space, relation, parents)}`;
  if (newKey === null) return [left];
  const table = quoteTable(space.facts, relation.child.table);
  const there = sql`SELECT abs(count(*) - ${raw(String(count))}) FROM ${table} t WHERE ${withKey(space, relation, newKey)}`;
  return [left, there];
}

/** Lists the rows after all, for who has to know them one by one. */
export async function listLeafSet(space: Workspace, ref: TableRef): Promise<void> {
  const leaf = space.takeLeafSet(ref);
  if (leaf === undefined) return;
  const updated = await space.updated(ref);
  const keys = keyList(updated);
  const from = sql`FROM ${leaf.work.name} w`;
  const marks = sql`${keys}, effect, round`;
  await addCounted(space, updated, marks, sql`SELECT ${marks} ${from}`, leaf);
  await space.analyze(updated, leaf.count);
  for (const [i, { column }] of leaf.set.entries()) {
    const assigned = await space.assigned(ref, column);
    const select = sql`SELECT ${keys}, ${raw(`v${i}`)}, effect, round ${from}`;
    await addCounted(space, assigned, sql`${keys}, value, effect, round`, select, leaf);
    await space.analyze(assigned, leaf.count);
  }
}

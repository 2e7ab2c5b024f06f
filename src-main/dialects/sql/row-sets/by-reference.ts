import type { TableRef } from '../../../model/catalog.ts';
import { rowIdentity } from '../../../model/identity.ts';
import type { Relation } from '../../../model/relation.ts';
import type { Write } from '../../../model/row-sets.ts';
import { allOf, columnOf, join, quoteTable, raw, type Sql, sql } from '../statement.ts';
import { addDeleted, namesOf } from './ask.ts';
import { withinLimit } from './conditions.ts';
import { deletes } from './images.ts';
import { isListed, type Listing, listKeys } from './keys.ts';
import { children, deletedParents, isPlain } from './spread.ts';
import type { Workspace, WorkTable } from './work-tables.ts';

/** Rows that are never listed: the children of the deleted rows of another table. */
export type ReferenceSet = {
  readonly relation: Relation;
  readonly effect: number;
  readonly parents: WorkTable;
  /** The children `t`. */
  readonly from: Sql;
  /** Reads like a work table of them. */
  readonly work: WorkTable;
  readonly count: number;
  readonly fingerprint: string;
};

/** Counts the children and remembers them by their parents, or lists them where the parents' keys do not tell them. */
export async function spreadToLeaves(space: Workspace, relation: Relation, effect: number): Promise<number> {
  const { facts } = space;
  const { child } = relation;
  const table = space.table(child.table);
  const identity = rowIdentity(table);
  const parents = await deletedParents(space, relation, null);
  if (identity === null || !isPlain(space, relation)) {
    return addDeleted(space, child.table, children(space, relation, parents), effect, 0);
  }
  const from = childrenOf(space, relation, parents);
  const keys = identity.map((name) => columnOf(facts, 't', name).sql);
  const stop = facts.cancelPoint === null ? '' : ` AND ${facts.cancelPoint}`;
  const lock = space.locking ? facts.lockCounted : '';
  const { rows } = await space.run(
    sql`SELECT count(*), ${raw(space.setHash(table, identity, keys, []))} FROM ${withinLimit(
      space,
      table,
      identity,
      sql`${from}${raw(stop)}`,
    )}${raw(lock)}`,
  );
  const [counted, hash] = rows[0] ?? [];
  const count = Number(counted ?? 0);
  if (count === 0) return 0;
  const list = join(identity.map((name, i) => sql`${columnOf(facts, 't', name)} AS ${raw(`k${i}`)}`));
  const name = sql`(SELECT ${list}, ${raw(`${effect} AS effect, 0 AS round`)} FROM ${from})`;
  const fingerprint = JSON.stringify([effect, hash ?? null]);
  const work = { name, table, identity };
  space.leaveByReference(child.table, { relation, effect, parents, from, work, count, fingerprint });
  return count;
}

/** The children `t` of the parents, told by their identities: of few parents by a list of keys, which is found faster. */
export function childrenOf(space: Workspace, relation: Relation, parents: WorkTable): Sql {
  const { few } = parents;
  if (few === undefined || few.length === 0) return children(space, relation, parents);
  const listing = { count: few.length, keys: few.map(({ key }) => key) };
  const condition = referencesListed(space, relation, parents, listing, 't');
  return sql`${quoteTable(space.facts, relation.child.table)} t WHERE ${condition}`;
}

/** The row references one of the listed parents. */
function referencesListed(
  space: Workspace,
  { parent, child }: Relation,
  { identity }: WorkTable,
  listing: Listing,
  alias: string,
): Sql {
  const places = parent.columns.map((column) => identity.indexOf(column));
  return isListed(space, space.table(child.table), child.columns, listing, places, alias);
}

/** How a write finds the children of the parents: by a condition, or (null) by joining them as `w` with the children `t`. */
export async function writtenChildren(
  space: Workspace,
  relation: Relation,
  parents: WorkTable,
): Promise<{ readonly where: Sql | null; readonly joined: Sql }> {
  const { facts } = space;
  const { child, parent } = relation;
  const keys = parent.columns.map((column) => raw(`w.k${parents.identity.indexOf(column)}`));
  const joined = allOf(
    child.columns.map((column, i) => sql`${columnOf(facts, 't', column)} = ${keys[i] ?? raw('NULL')}`),
  );
  const listing = await listKeys(space, parents, null);
  if (listing !== null) return { where: referencesListed(space, relation, parents, listing, ''), joined };
  if (facts.joinedWrites === 'join') return { where: null, joined };
  const names = namesOf(space, child.columns);
  return { where: sql`(${names}) IN (SELECT ${join(keys)} FROM ${parents.name} w)`, joined };
}

/** What deletes the children by their referencing columns. */
export async function writesDeleteByReference(
  space: Workspace,
  ref: TableRef,
  set: ReferenceSet,
): Promise<readonly Write[]> {
  const { relation, parents, count: expected } = set;
  const table = quoteTable(space.facts, ref);
  const { where, joined } = await writtenChildren(space, relation, parents);
  const statement =
    where !== null
      ? sql`DELETE FROM ${table} WHERE ${where}`
      : sql`DELETE t FROM ${parents.name} w INNER JOIN ${table} t ON ${joined}`;
  return [deletes(space, ref, statement, expected)];
}

import type { FoundRows, Reach } from '../../../model/row-sets.ts';
import { allOf, columnOf, join, quoteTable, raw, type Sql, sql } from '../statement.ts';
import { childrenOf } from './by-reference.ts';
import { identityList, isMarked, keyList, references } from './conditions.ts';
import { findRows } from './read.ts';
import { deletedParents, fillRekeyed, isPlain } from './spread.ts';
import { namesOf, togetherNamedOnce } from './verify.ts';
import type { Workspace, WorkTable } from './work-tables.ts';

/** Children that somebody who locks no parents gave to keys which a change was taking away. */

/** The keys that parents had before a change, by what happened to them. */
export type KeptKeys = Map<string, WorkTable>;

/** Keeps the keys that the writes take away, where the marks of deleted parents do not tell them. */
export async function keepKeys(space: Workspace, kept: KeptKeys, reach: Reach): Promise<void> {
  const { relation, event } = reach;
  if (event === 'delete' && isPlain(space, relation)) return;
  const { facts } = space;
  const { table, columns } = relation.parent;
  const parents =
    event === 'delete'
      ? await deletedParents(space, relation, null)
      : await fillRekeyed(space, relation, null);
  const scratch = await space.scratch(table, columns);
  const into = join([keyList(scratch), ...columns.map((_, i) => raw(`f${i}`))]);
  const list = join([
    identityList(facts, scratch, 'p'),
    ...columns.map((column) => columnOf(facts, 'p', column)),
  ]);
  const from = sql`${parents.name} f INNER JOIN ${quoteTable(facts, table)} p ON ${isMarked(facts, 'p', parents, 'f')}`;
  await space.put(sql`INSERT INTO ${scratch.name} (${into}) SELECT ${list} FROM ${from}`);
  await space.analyze(scratch);
  kept.set(nameOf(reach), scratch);
}

/** After COMMIT: those by which some child references a key that the change took away, in as few statements as may be. */
export async function someSlippedIn(
  space: Workspace,
  kept: KeptKeys,
  reaches: readonly Reach[],
): Promise<readonly Reach[]> {
  const asked: { readonly reach: Reach; readonly from: Sql; readonly names: readonly string[] }[] = [];
  for (const reach of reaches) {
    const { from, parents } = await orphans(space, kept, reach);
    asked.push({ reach, from, names: namesOf(parents) });
  }
  const found: Reach[] = [];
  for (const together of togetherNamedOnce(asked)) {
    const some = together.map(({ from }) => sql`EXISTS (SELECT 1 FROM ${from})`);
    const { rows } = await space.run(
      sql`SELECT ${join(some.map((one) => sql`CASE WHEN ${one} THEN 1 ELSE 0 END`))}`,
    );
    found.push(...together.flatMap(({ reach }, i) => (Number(rows[0]?.[i]) === 1 ? [reach] : [])));
  }
  return found;
}

/** The children by which it is so. */
export async function slippedIn(space: Workspace, kept: KeptKeys, reach: Reach): Promise<FoundRows> {
  const { from } = await orphans(space, kept, reach);
  // Nothing is written any more: whoever holds a lock need not be waited for.
  return findRows({ ...space, locking: false }, reach.relation.child.table, from);
}

/** Children `t` of the parents that are gone or known by another key, to which nothing answers any more. */
async function orphans(
  space: Workspace,
  kept: KeptKeys,
  reach: Reach,
): Promise<{ readonly from: Sql; readonly parents: WorkTable }> {
  const { facts } = space;
  const { relation } = reach;
  const { parent, child } = relation;
  const none = sql`NOT EXISTS (SELECT 1 FROM ${quoteTable(facts, parent.table)} p WHERE ${references(facts, parent, child)})`;
  const scratch = kept.get(nameOf(reach));
  if (scratch === undefined) {
    const parents = await deletedParents(space, relation, null);
    return { from: sql`${childrenOf(space, relation, parents)} AND ${none}`, parents };
  }
  const equal = child.columns.map((column, i) => sql`${columnOf(facts, 't', column)} = ${raw(`q.f${i}`)}`);
  const from = sql`${scratch.name} q CROSS JOIN ${quoteTable(facts, child.table)} t WHERE ${allOf(equal)} AND ${none}`;
  return { from, parents: scratch };
}

function nameOf({ relation, event }: Reach): string {
  return `${event} ${relation.id}`;
}

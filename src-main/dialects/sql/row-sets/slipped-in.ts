import type { FoundRows, Reach } from '../../../model/row-sets.ts';
import { allOf, columnOf, join, quoteTable, raw, type Sql, sql } from '../statement.ts';
import { childrenOf } from './by-reference.ts';
import { identityList, isMarked, keyList, references } from './conditions.ts';
import { findRows } from './read.ts';
import { deletedParents, fillRekeyed, isPlain } from './spread.ts';
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
  await space.run(sql`INSERT INTO ${scratch.name} (${into}) SELECT ${list} FROM ${from}`);
  await space.analyze(scratch);
  kept.set(nameOf(reach), scratch);
}

/** After COMMIT: children that reference a key which the change took away, and which nothing has. */
export async function slippedIn(space: Workspace, kept: KeptKeys, reach: Reach): Promise<FoundRows> {
  const { relation } = reach;
  const { facts } = space;
  const { parent, child } = relation;
  const none = sql`NOT EXISTS (SELECT 1 FROM ${quoteTable(facts, parent.table)} p WHERE ${references(facts, parent, child)})`;
  const from = sql`${await childrenOfKept(space, kept, reach)} AND ${none}`;
  // Nothing is written any more: whoever holds a lock need not be waited for.
  return findRows({ ...space, locking: false }, child.table, from);
}

async function childrenOfKept(space: Workspace, kept: KeptKeys, reach: Reach): Promise<Sql> {
  const { relation } = reach;
  const scratch = kept.get(nameOf(reach));
  if (scratch === undefined) {
    return childrenOf(space, relation, await deletedParents(space, relation, null));
  }
  const { child } = relation;
  const equal = child.columns.map(
    (column, i) => sql`${columnOf(space.facts, 't', column)} = ${raw(`q.f${i}`)}`,
  );
  return sql`${scratch.name} q CROSS JOIN ${quoteTable(space.facts, child.table)} t WHERE ${allOf(equal)}`;
}

function nameOf({ relation, event }: Reach): string {
  return `${event} ${relation.id}`;
}

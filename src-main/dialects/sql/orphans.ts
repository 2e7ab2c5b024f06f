import type { Table } from '../../model/catalog.ts';
import { keyColumns } from '../../model/identity.ts';
import type { Statement } from '../../model/plan.ts';
import type { Relation, RelationSide } from '../../model/relation.ts';
import type { SqlFacts } from '../dialect.ts';
import { references } from './row-sets/conditions.ts';
import { allOf, columnOf, finish, join, quoteTable, raw, type Sql, sql } from './statement.ts';

/** The number of orphans of each relation: rows that reference, and whose reference finds no parent. One row each, in order. */
export function orphanCounts(facts: SqlFacts, relations: readonly Relation[]): Statement {
  const counts = relations.map(
    (relation, place) =>
      sql`SELECT ${raw(String(place))} AS place, count(*) AS orphans ${orphans(facts, relation)}`,
  );
  return finish(facts, sql`${join(counts, ' UNION ALL ')} ORDER BY place`);
}

/** Whether no row is an orphan: one row with one value, true or 1. `p`: the alias of the parent; the child's is `t`. */
export function noOrphans(facts: SqlFacts, relation: OrphanSides, p = 'p'): Statement {
  return finish(facts, sql`SELECT NOT EXISTS (SELECT 1 ${orphans(facts, relation, p)}) AS holds`);
}

/** How many values of the columns, none of them null, occur more than once. */
export function duplicateCount(facts: SqlFacts, { table, columns }: RelationSide): Statement {
  const names = columns.map((column) => columnOf(facts, 't', column));
  const present = allOf(names.map((name) => sql`${name} IS NOT NULL`));
  const twice = sql`SELECT 1 AS twice FROM ${quoteTable(facts, table)} t WHERE ${present} GROUP BY ${join(names)} HAVING count(*) > 1`;
  return finish(facts, sql`SELECT count(*) AS duplicates FROM (${twice}) d`);
}

/** Key and referencing columns of some orphans, the first ones by key; the columns come back under their names. */
export function orphanSample(facts: SqlFacts, relation: Relation, child: Table, limit: number): Statement {
  const key = keyColumns(child) ?? [];
  const shown = [...new Set([...key, ...relation.child.columns])];
  const columns = join(shown.map((column) => columnOf(facts, 't', column)));
  const order =
    key.length === 0 ? raw('') : sql` ORDER BY ${join(key.map((column) => columnOf(facts, 't', column)))}`;
  return finish(
    facts,
    sql`SELECT ${columns} ${orphans(facts, relation)}${order} LIMIT ${raw(String(limit))}`,
  );
}

/** What orphans follow from. */
export type OrphanSides = Pick<Relation, 'child' | 'parent' | 'match'>;

function orphans(facts: SqlFacts, relation: OrphanSides, p = 'p'): Sql {
  const child = quoteTable(facts, relation.child.table);
  const parent = quoteTable(facts, relation.parent.table);
  const matches = references(facts, relation.parent, relation.child, p);
  const where = [isReference(facts, relation)];
  if (facts.cancelPoint !== null) where.push(raw(facts.cancelPoint));
  if (facts.antiJoin === 'notExists') {
    const absent = sql`NOT EXISTS (SELECT 1 FROM ${parent} ${raw(p)} WHERE ${matches})`;
    return sql`FROM ${child} t WHERE ${allOf([...where, absent])}`;
  }
  const absent = sql`${columnOf(facts, p, relation.parent.columns[0] ?? '')} IS NULL`;
  return sql`FROM ${child} t LEFT JOIN ${parent} ${raw(p)} ON ${matches} WHERE ${allOf([...where, absent])}`;
}

/** MATCH FULL counts a row as a reference when any column says so, and a partly null one then finds no parent. */
function isReference(facts: SqlFacts, { child, match }: OrphanSides): Sql {
  const present = child.columns.map((column) => sql`${columnOf(facts, 't', column)} IS NOT NULL`);
  return match === 'full' ? join(present, ' OR ', '(', ')') : allOf(present);
}

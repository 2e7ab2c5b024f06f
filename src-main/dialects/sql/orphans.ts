import type { Table } from '../../model/catalog.ts';
import { keyColumns } from '../../model/identity.ts';
import type { Statement } from '../../model/plan.ts';
import type { Relation } from '../../model/relation.ts';
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

function orphans(facts: SqlFacts, relation: Relation): Sql {
  const child = quoteTable(facts, relation.child.table);
  const parent = quoteTable(facts, relation.parent.table);
  const matches = references(facts, relation.parent, relation.child);
  const where = [isReference(facts, relation)];
  if (facts.cancelPoint !== null) where.push(raw(facts.cancelPoint));
  if (facts.antiJoin === 'notExists') {
    const absent = sql`NOT EXISTS (SELECT 1 FROM ${parent} p WHERE ${matches})`;
    return sql`FROM ${child} t WHERE ${allOf([...where, absent])}`;
  }
  const absent = sql`${columnOf(facts, 'p', relation.parent.columns[0] ?? '')} IS NULL`;
  return sql`FROM ${child} t LEFT JOIN ${parent} p ON ${matches} WHERE ${allOf([...where, absent])}`;
}

/** MATCH FULL counts a row as a reference when any column says so, and a partly null one then finds no parent. */
function isReference(facts: SqlFacts, { child, match }: Relation): Sql {
  const present = child.columns.map((column) => sql`${columnOf(facts, 't', column)} IS NOT NULL`);
  return match === 'full' ? join(present, ' OR ', '(', ')') : allOf(present);
}

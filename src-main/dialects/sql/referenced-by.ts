import type { Table } from '../../model/catalog.ts';
import type { Filter } from '../../model/change.ts';
import type { Statement } from '../../model/plan.ts';
import type { Relation } from '../../model/relation.ts';
import type { Row } from '../../model/value.ts';
import type { SqlFacts } from '../dialect.ts';
import { compileFilter } from './filter.ts';
import { references } from './row-sets/conditions.ts';
import { allOf, finish, join, quoteTable, raw, sql } from './statement.ts';

/**
 * How many children reference one row of the parent by each relation, none counted beyond `limit` + 1: a row each, of the
 * relation's place and the count. They are compared as the database compares them, so the parent's row takes part.
 */
export function childCounts(
  facts: SqlFacts,
  parent: Table,
  key: Row,
  relations: readonly Relation[],
  limit: number,
): Statement {
  const filters: readonly Filter[] = Object.entries(key).map(([column, value]) => ({
    column,
    op: 'eq',
    value,
  }));
  const stop = facts.cancelPoint === null ? [] : [raw(facts.cancelPoint)];
  const counts = relations.map((relation, place) => {
    const { child } = relation;
    const matches = references(facts, relation.parent, child);
    const where = allOf([compileFilter(facts, parent, { and: filters }, 'p'), matches, ...stop]);
    const from = sql`${quoteTable(facts, parent)} p CROSS JOIN ${quoteTable(facts, child.table)} t`;
    const some = sql`SELECT 1 AS one FROM ${from} WHERE ${where} LIMIT ${raw(String(limit + 1))}`;
    return sql`SELECT ${raw(String(place))} AS place, (SELECT count(*) FROM (${some}) c) AS children`;
  });
  return finish(facts, sql`${join(counts, ' UNION ALL ')} ORDER BY place`);
}

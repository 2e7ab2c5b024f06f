import type { Statement } from '../../model/plan.ts';
import type { RelationSide } from '../../model/relation.ts';
import type { SqlFacts } from '../dialect.ts';
import { allOf, columnOf, finish, join, quoteTable, raw, sql } from './statement.ts';

/**
 * Of the first `limit` rows that reference completely: the distinct references, those that the parent has, all rows, and
 * those without a parent. One row of four numbers; the parent's columns must be unique.
 */
export function valueShares(
  facts: SqlFacts,
  child: RelationSide,
  parent: RelationSide,
  limit: number,
): Statement {
  const columns = join(child.columns.map((column) => columnOf(facts, '', column)));
  const present = child.columns.map((column) => sql`${columnOf(facts, '', column)} IS NOT NULL`);
  const where = allOf(facts.cancelPoint === null ? present : [...present, raw(facts.cancelPoint)]);
  const some = sql`SELECT ${columns} FROM ${quoteTable(facts, child.table)} WHERE ${where} LIMIT ${raw(String(limit))}`;
  const values = sql`SELECT ${columns}, count(*) AS referee_rows FROM (${some}) s GROUP BY ${columns}`;
  const matches = allOf(
    child.columns.map(
      (column, place) =>
        sql`${columnOf(facts, 'p', parent.columns[place] ?? '')} = ${columnOf(facts, 'd', column)}`,
    ),
  );
  const key = columnOf(facts, 'p', parent.columns[0] ?? '');
  return finish(
    facts,
    sql`SELECT count(*), count(${key}), coalesce(sum(d.referee_rows), 0),
      coalesce(sum(CASE WHEN ${key} IS NULL THEN d.referee_rows ELSE 0 END), 0)
      FROM (${values}) d LEFT JOIN ${quoteTable(facts, parent.table)} p ON ${matches}`,
  );
}

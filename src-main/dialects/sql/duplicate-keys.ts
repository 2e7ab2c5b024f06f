import type { Statement } from '../../model/plan.ts';
import type { RelationSide } from '../../model/relation.ts';
import type { SqlFacts } from '../dialect.ts';
import { allOf, finish, join, quote, quoteTable, raw, type Sql, sql } from './statement.ts';

/** The values that several rows of the table have in these columns, with their number. NULL is no value. `limit`: null: all. */
export function duplicateKeys(facts: SqlFacts, side: RelationSide, limit: number | null): Statement {
  const list = join(side.columns.map((column) => quote(facts, column)));
  const most = raw(limit === null ? '' : ` LIMIT ${limit}`);
  return finish(facts, sql`SELECT ${list}, count(*) AS number_of_rows ${duplicates(facts, side)}${most}`);
}

/** How many such values there are. */
export function duplicateCount(facts: SqlFacts, side: RelationSide): Statement {
  return finish(
    facts,
    sql`SELECT count(*) AS duplicates FROM (SELECT 1 AS twice ${duplicates(facts, side)}) d`,
  );
}

function duplicates(facts: SqlFacts, { table, columns }: RelationSide): Sql {
  const names = columns.map((column) => quote(facts, column));
  const there = allOf(names.map((name) => sql`${name} IS NOT NULL`));
  return sql`FROM ${quoteTable(facts, table)} WHERE ${there} GROUP BY ${join(names)} HAVING count(*) > 1`;
}

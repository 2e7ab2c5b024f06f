import type { Statement } from '../../model/plan.ts';
import type { RelationSide } from '../../model/relation.ts';
import type { SqlFacts } from '../dialect.ts';
import { allOf, finish, join, quote, quoteTable, raw, sql } from './statement.ts';

/** The values that several rows of the table have in these columns, with their number. NULL is no value. `limit`: null: all. */
export function duplicateKeys(
  facts: SqlFacts,
  { table, columns }: RelationSide,
  limit: number | null,
): Statement {
  const names = columns.map((column) => quote(facts, column));
  const list = join(names);
  const there = allOf(names.map((name) => sql`${name} IS NOT NULL`));
  const most = raw(limit === null ? '' : ` LIMIT ${limit}`);
  return finish(
    facts,
    sql`SELECT ${list}, count(*) AS number_of_rows FROM ${quoteTable(facts, table)} WHERE ${there} GROUP BY ${list} HAVING count(*) > 1${most}`,
  );
}

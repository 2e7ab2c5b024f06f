import type { Table, TableRef } from '../../model/catalog.ts';
import { keyColumns, rowIdentity } from '../../model/identity.ts';
import type { Statement } from '../../model/plan.ts';
import type { Relation } from '../../model/relation.ts';
import type { SqlFacts } from '../dialect.ts';
import { references } from './row-sets/conditions.ts';
import { allOf, columnOf, finish, join, quote, quoteTable, raw, type Sql, sql } from './statement.ts';

/** The number of orphans of each relation: rows that reference, and whose reference finds no parent. One row each, in order. */
export function orphanCounts(facts: SqlFacts, relations: readonly Relation[]): Statement {
  const counts = relations.map(
    (relation, place) =>
      sql`SELECT ${raw(String(place))} AS place, count(*) AS orphans FROM ${orphans(facts, relation, facts.cancelPoint)}`,
  );
  return finish(facts, sql`${join(counts, ' UNION ALL ')} ORDER BY place`);
}

/** Whether no row is an orphan: one row with one value, true or 1. `p`: the alias of the parent; the child's is `t`. */
export function noOrphans(facts: SqlFacts, relation: OrphanSides, p = 'p'): Statement {
  return finish(
    facts,
    sql`SELECT NOT EXISTS (SELECT 1 FROM ${orphans(facts, relation, facts.cancelPoint, { p })}) AS holds`,
  );
}

/** The number of orphans of one relation, as fast as the engine can tell it. */
export function orphanCount(facts: SqlFacts, relation: Relation, child: Table): Statement {
  return finish(facts, sql`SELECT count(*) FROM ${orphans(facts, relation, facts.rareCancelPoint(child))}`);
}

/** Key and referencing columns of some orphans, the first ones by key; the columns come back under their names. */
export function orphanSample(facts: SqlFacts, relation: Relation, child: Table, limit: number): Statement {
  const key = keyColumns(child) ?? [];
  const order =
    key.length === 0 ? raw('') : sql` ORDER BY ${join(key.map((column) => columnOf(facts, 't', column)))}`;
  return finish(
    facts,
    sql`SELECT ${shown(facts, relation, child)} FROM ${orphans(facts, relation, facts.cancelPoint)}${order} LIMIT ${raw(String(limit))}`,
  );
}

/** The same of any orphans, whichever are found first: nothing is sorted, and no more is read than that takes. */
export function someOrphans(facts: SqlFacts, relation: Relation, child: Table, limit: number): Statement {
  const from = orphans(facts, relation, facts.rareCancelPoint(child));
  return finish(facts, sql`SELECT ${shown(facts, relation, child)} FROM ${from} LIMIT ${raw(String(limit))}`);
}

/**
 * A look at the first rows of the child only, by their key. Before the columns of `orphanSample` come the
 * number of orphans among these rows, and the number of rows; it is above `rows` where there are more than were looked at.
 */
export function orphanLook(
  facts: SqlFacts,
  relation: Relation,
  child: Table,
  rows: number,
  limit: number,
): Statement {
  const table = quoteTable(facts, child);
  const columns = join(shownColumns(relation, child).map((column) => columnOf(facts, 'h', column)));
  // By its key: an index on the referencing columns would give the smallest references first.
  const key = keyColumns(child) ?? [];
  const order =
    key.length === 0 ? raw('') : sql` ORDER BY ${join(key.map((column) => columnOf(facts, 'h', column)))}`;
  const head = sql`(SELECT ${columns} FROM ${table} h${order} LIMIT ${raw(String(rows))})`;
  const all = sql`(SELECT count(*) FROM (SELECT 1 AS one FROM ${table} h LIMIT ${raw(String(rows + 1))}) c)`;
  const from = orphans(facts, relation, null, { child: head });
  return finish(
    facts,
    sql`SELECT count(*) OVER () AS orphans, ${all} AS looked_at, ${shown(facts, relation, child)} FROM ${from} LIMIT ${raw(String(limit))}`,
  );
}

/** What shows the orphans to people, with all columns. */
export function orphanSelect(facts: SqlFacts, relation: Relation): Statement {
  return finish(facts, sql`SELECT t.* FROM ${orphans(facts, relation, null)}`);
}

/** The keys that orphans reference and that are missing, each once, as the columns of the child. Partly null ones are none. */
export function missingKeys(facts: SqlFacts, relation: Relation, limit: number): Statement {
  const columns = join(relation.child.columns.map((column) => columnOf(facts, 't', column)));
  const from = orphans(facts, { ...relation, match: 'simple' }, facts.cancelPoint);
  return finish(
    facts,
    sql`SELECT DISTINCT ${columns} FROM ${from} ORDER BY ${columns} LIMIT ${raw(String(limit))}`,
  );
}

/** The number of references that are null in part, which MATCH FULL forbids and no parent can mend. */
export function partlyNull(facts: SqlFacts, { child }: Relation): Statement {
  const nulls = child.columns.map((column) => sql`${columnOf(facts, 't', column)} IS NULL`);
  const some = join(nulls, ' OR ', '(', ')');
  return finish(
    facts,
    sql`SELECT count(*) FROM ${quoteTable(facts, child.table)} t WHERE ${some} AND NOT (${allOf(nulls)})`,
  );
}

/** The highest value of a column, as one row. */
export function highestOf(facts: SqlFacts, table: TableRef, column: string): Statement {
  return finish(facts, sql`SELECT max(${quote(facts, column)}) FROM ${quoteTable(facts, table)}`);
}

/** `tables WHERE condition` of the orphans `t`, or of the first of them by their identity. */
export function orphanRows(facts: SqlFacts, relation: Relation, child: Table, limit: number | null): Sql {
  const from = orphans(facts, relation, null);
  const identity = rowIdentity(child) ?? [];
  if (limit === null) return from;
  const list = join(identity.map((column) => columnOf(facts, 't', column)));
  return sql`(SELECT ${list} FROM ${from} ORDER BY ${list} LIMIT ${raw(String(limit))}) t WHERE 1 = 1`;
}

function shown(facts: SqlFacts, relation: Relation, child: Table): Sql {
  return join(shownColumns(relation, child).map((column) => columnOf(facts, 't', column)));
}

function shownColumns(relation: Relation, child: Table): readonly string[] {
  return [...new Set([...(keyColumns(child) ?? []), ...relation.child.columns])];
}

/** What orphans follow from. */
export type OrphanSides = Pick<Relation, 'child' | 'parent' | 'match'>;

/** `p`: the alias of the parent. `child`: where its rows `t` come from, if not from all of the table. */
function orphans(
  facts: SqlFacts,
  relation: OrphanSides,
  stop: string | null,
  {
    p = 'p',
    child = quoteTable(facts, relation.child.table),
  }: { readonly p?: string; readonly child?: Sql } = {},
): Sql {
  const parent = quoteTable(facts, relation.parent.table);
  const matches = references(facts, relation.parent, relation.child, p);
  const where = [isReference(facts, relation)];
  if (stop !== null) where.push(raw(stop));
  if (facts.antiJoin === 'notExists') {
    const absent = sql`NOT EXISTS (SELECT 1 FROM ${parent} ${raw(p)} WHERE ${matches})`;
    return sql`${child} t WHERE ${allOf([...where, absent])}`;
  }
  const absent = sql`${columnOf(facts, p, relation.parent.columns[0] ?? '')} IS NULL`;
  return sql`${child} t LEFT JOIN ${parent} ${raw(p)} ON ${matches} WHERE ${allOf([...where, absent])}`;
}

/** MATCH FULL counts a row as a reference when any column says so, and a partly null one then finds no parent. */
function isReference(facts: SqlFacts, { child, match }: OrphanSides): Sql {
  const present = child.columns.map((column) => sql`${columnOf(facts, 't', column)} IS NOT NULL`);
  return match === 'full' ? join(present, ' OR ', '(', ')') : allOf(present);
}

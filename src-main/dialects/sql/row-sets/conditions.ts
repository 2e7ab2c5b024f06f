import type { Table, TableRef } from '../../../model/catalog.ts';
import type { RelationSide } from '../../../model/relation.ts';
import type { SqlFacts } from '../../dialect.ts';
import { allOf, columnOf, findColumn, join, raw, type Sql, same, sql } from '../statement.ts';
import type { Workspace, WorkTable } from './work-tables.ts';

/** `t` is the row that `w` marks. The table's own column stands left: SQLite compares by the left column's collation. */
export function isMarked(facts: SqlFacts, table: string, work: WorkTable, alias: string): Sql {
  return allOf(
    work.identity.map((column, i) => sql`${columnOf(facts, table, column)} = ${raw(`${alias}.k${i}`)}`),
  );
}

/** The child `t` references the parent `p`, compared as the parent's columns compare. */
export function references(
  facts: SqlFacts,
  parent: RelationSide,
  child: RelationSide,
  p = 'p',
  t = 't',
): Sql {
  return allOf(
    parent.columns.map(
      (column, i) => sql`${columnOf(facts, p, column)} = ${columnOf(facts, t, child.columns[i] ?? '')}`,
    ),
  );
}

/** A value of a work table, which not everywhere knows the collation, so that it is compared as the column is. */
export function comparedAs(space: Workspace, ref: TableRef, column: string, expression: string): Sql {
  const table = space.table(ref);
  if (column === table.rowId) return raw(expression);
  return raw(space.facts.comparedAs(expression, findColumn(table, column)));
}

/** `t` is not marked in the work table; always true where that was never made. */
export function notIn(facts: SqlFacts, work: WorkTable | undefined, table: string, more?: Sql): Sql {
  if (work === undefined) return raw('1 = 1');
  const extra = more === undefined ? raw('') : sql` AND ${more}`;
  const [only] = work.identity;
  if (work.few !== undefined && work.identity.length === 1 && only !== undefined) {
    // Looked up, where EXISTS would go through the few rows for each.
    const where = more === undefined ? raw('') : sql` WHERE ${more}`;
    return sql`NOT (${columnOf(facts, table, only)} IN (SELECT x.k0 FROM ${work.name} x${where}))`;
  }
  return sql`NOT EXISTS (SELECT 1 FROM ${work.name} x WHERE ${isMarked(facts, table, work, 'x')}${extra})`;
}

/** The set value of the row that `alias` marks in an `assigned` table differs from the row's own. */
export function differs(facts: SqlFacts, alias: string, table: string, column: string): Sql {
  return sql`NOT (${same(facts, columnOf(facts, table, column), raw(`${alias}.value`))})`;
}

/** No column of the row `table` is set to another value. */
export function keeps(space: Workspace, side: RelationSide, table: string): Sql {
  return allOf(
    side.columns.map((column) => {
      const assigned = space.madeAssigned(side.table, column);
      return notIn(space.facts, assigned, table, differs(space.facts, 'x', table, column));
    }),
  );
}

/** Columns of row `table` as they will be, with the joins that this takes. */
export function finalColumns(
  space: Workspace,
  side: RelationSide,
  table: string,
): { readonly joins: Sql; readonly values: readonly Sql[] } {
  const joins: Sql[] = [];
  const values = side.columns.map((column, i) => {
    const assigned = space.madeAssigned(side.table, column);
    const own = columnOf(space.facts, table, column);
    if (assigned === undefined) return own;
    const alias = `a${i}`;
    joins.push(
      sql` LEFT JOIN ${assigned.name} ${raw(alias)} ON ${isMarked(space.facts, table, assigned, alias)}`,
    );
    return sql`CASE WHEN ${raw(`${alias}.k0`)} IS NULL THEN ${own} ELSE ${raw(`${alias}.value`)} END`;
  });
  return { joins: joins.length === 0 ? raw(' ') : join(joins, ''), values };
}

/** `from`, or no more of its rows `t` than a preview counts, where there may be more. */
export function withinLimit(
  { facts, limit }: Workspace,
  table: Table,
  identity: readonly string[],
  from: Sql,
): Sql {
  if (limit === null || (table.rowEstimate ?? 0) <= limit) return from;
  const list = join(identity.map((name) => columnOf(facts, 't', name)));
  return sql`(SELECT ${list} FROM ${from}${raw(` LIMIT ${limit + 1}`)}) t`;
}

/** `k0, k1, ...` */
export function keyList(work: WorkTable, alias = ''): Sql {
  return join(work.identity.map((_, i) => raw(alias === '' ? `k${i}` : `${alias}.k${i}`)));
}

/** The identity of row `table`, in the order of a work table's keys. */
export function identityList(facts: SqlFacts, work: WorkTable, table: string): Sql {
  return join(work.identity.map((column) => columnOf(facts, table, column)));
}

/** Those of the marked rows whose fate one of these effects decided; null: all. */
export function ofEffects(effects: readonly number[] | null, alias = 'w'): Sql {
  if (effects === null) return raw('1 = 1');
  return raw(`${alias}.effect IN (${effects.length === 0 ? 'NULL' : effects.join(', ')})`);
}

import type { Table } from '../../../model/catalog.ts';
import { isTagged, type Value } from '../../../model/value.ts';
import type { SqlFacts } from '../../dialect.ts';
import { findColumn, join, parameter, raw, type Sql, sql } from '../statement.ts';

/** A marked row that is kept here and spelled out in each statement: a work table costs more than a few values. */
export type FewRow = {
  /** In the order of the identity. */
  readonly key: readonly Value[];
  readonly effect: number;
  readonly round: number;
};

/** Up to so many rows of a table are kept here. */
export const fewLimit = 100;

/** Whether the keys of the table come back to the database as they are. */
export function canSpell(facts: SqlFacts, table: Table, identity: readonly string[]): boolean {
  return identity.every(
    (name) => name === table.rowId || facts.spelledKinds.includes(findColumn(table, name).kind),
  );
}

/** The rows as a derived table like a work table: `k0.., effect, round`. */
export function spelledRows(
  facts: SqlFacts,
  table: Table,
  identity: readonly string[],
  rows: readonly FewRow[],
): Sql {
  const none = { key: identity.map(() => null), effect: 0, round: 0 };
  const tuples = (rows.length === 0 ? [none] : rows).map(({ key, effect, round }) => [
    ...identity.map((name, i) => keyValue(facts, table, name, key[i] ?? null)),
    raw(String(effect)),
    raw(String(round)),
  ]);
  const names = [...identity.map((_, i) => `k${i}`), 'effect', 'round'];
  const where = raw(rows.length === 0 ? ' WHERE 1 = 0' : '');
  if (facts.namesValues) {
    const values = join(tuples.map((tuple) => join(tuple, ', ', '(', ')')));
    return sql`(SELECT v.* FROM (VALUES ${values}) AS v (${raw(names.join(', '))})${where})`;
  }
  const selects = tuples.map((tuple, at) => {
    const columns = tuple.map((value, i) => (at === 0 ? sql`${value} AS ${raw(names[i] ?? '')}` : value));
    return sql`SELECT ${join(columns)}`;
  });
  return sql`(${join(selects, ' UNION ALL ')}${where})`;
}

/** A value to compare with a column of the identity. SQLite's hidden row id is no column of the catalog. */
export function keyValue(facts: SqlFacts, table: Table, name: string, value: Value): Sql {
  return name === table.rowId ? sql`${value}` : parameter(facts, findColumn(table, name), value);
}

/** By numbers, where they are numbers, so that people find their rows. */
export function inKeyOrder(rows: readonly FewRow[]): readonly FewRow[] {
  return rows.toSorted((a, b) => {
    for (const [i, value] of a.key.entries()) {
      const order = compare(value, b.key[i] ?? null);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function compare(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [spelled(a), spelled(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function spelled(value: Value): string {
  return isTagged(value) ? value.text : String(value);
}

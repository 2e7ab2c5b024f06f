import type { Table } from '../../../model/catalog.ts';
import { isTagged, type Value } from '../../../model/value.ts';
import type { SqlFacts } from '../../dialect.ts';
import { findColumn, join, raw, Sql, spelling, sql } from '../statement.ts';

/** A marked row that is kept here and spelled out in each statement: a work table costs more than a few values. */
export type FewRow = {
  /** In the order of the identity. */
  readonly key: readonly Value[];
  readonly effect: number;
  readonly round: number;
};

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
  const names = [...identity.map((_, i) => `k${i}`), 'effect', 'round'];
  const arrays =
    rows.length < 2
      ? null
      : keyArrays(
          facts,
          table,
          identity,
          rows.map(({ key }) => key),
        );
  if (arrays !== null) {
    const marks = (['effect', 'round'] as const).map(
      (mark) => sql`CAST(${arrayText(rows.map((row) => row[mark]))} AS integer[])`,
    );
    return sql`(SELECT v.* FROM unnest(${join([...arrays, ...marks])}) AS v (${raw(names.join(', '))}))`;
  }
  const none = { key: identity.map(() => null), effect: 0, round: 0 };
  const spellings = identity.map((name) => keySpelling(facts, table, name));
  const tuples = (rows.length === 0 ? [none] : rows).map(({ key, effect, round }) => [
    ...spellings.map((spell, i) => spell(key[i] ?? null)),
    raw(String(effect)),
    raw(String(round)),
  ]);
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

/** A value to compare with a column of the identity. */
export function keyValue(facts: SqlFacts, table: Table, name: string, value: Value): Sql {
  return keySpelling(facts, table, name)(value);
}

/** How such values are spelled. SQLite's hidden row id is no column of the catalog. */
export function keySpelling(facts: SqlFacts, table: Table, name: string): (value: Value) => Sql {
  return name === table.rowId ? (value) => sql`${value}` : spelling(facts, findColumn(table, name));
}

/** One array of values for each column of the identity; null: the engine takes none of these. */
export function keyArrays(
  facts: SqlFacts,
  table: Table,
  identity: readonly string[],
  keys: readonly (readonly Value[])[],
): readonly Sql[] | null {
  const { arrayParameter } = facts;
  if (arrayParameter === null || !canSpell(facts, table, identity)) return null;
  if (keys.some((key) => key.includes(null))) return null;
  return identity.map((name, i) => {
    const text = arrayText(keys.map((key) => key[i] ?? null));
    return new Sql(arrayParameter(findColumn(table, name)).split('?'), [text]);
  });
}

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
function arrayText(values: readonly Value[]): string {
  const elements = values.map((value) =>
    typeof value === 'number' ? String(value) : `"${spelled(value).replace(/["\\]/g, '\\$&')}"`,
  );
  return `{${elements.join()}}`;
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

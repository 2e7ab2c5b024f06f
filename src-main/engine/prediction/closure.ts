import type { Table } from '../../model/catalog.ts';
import { tableKey } from '../../model/identity.ts';
import type { Relation, RelationSide } from '../../model/relation.ts';
import type { ReadRow, SimulationSets } from '../../model/simulation-sets.ts';
import type { Row, Value } from '../../model/value.ts';
import { actionRules } from '../actions/index.ts';
import { columnKey, type PossibleValues } from './possible-values.ts';
import { eventsOf, type TouchedTables } from './touched-tables.ts';

/** All rows that an outcome depends on, by `tableKey` and by the text of their identity. */
export type Closure = ReadonlyMap<string, ReadonlyMap<string, ReadRow>>;

type Parts = {
  readonly tables: ReadonlyMap<string, Table>;
  readonly relations: readonly Relation[];
  readonly touched: TouchedTables;
  readonly values: PossibleValues;
  readonly sets: SimulationSets;
  /** The columns to read of a table, by `tableKey`. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  readonly budget: number;
};

export function identityText(key: Row): string {
  return JSON.stringify(Object.values(key));
}

/**
 * Reads, set by set, the rows that may change and those that decide what comes of it: children, parents, and rows that
 * may stand in the way of a unique key. null: they are more than the budget allows.
 */
export async function readClosure(
  parts: Parts,
  start: ReadonlyMap<string, readonly ReadRow[]>,
  inserted: ReadonlyMap<string, readonly Row[]>,
): Promise<Closure | null> {
  const { sets, relations, touched, values, budget } = parts;
  const closure = new Map<string, Map<string, ReadRow>>();
  const changing = new Set<string>();
  const asked = new Set<string>();
  let total = 0;
  let fresh = new Map<string, Row[]>();
  for (const [key, rows] of start) add(key, rows, true);
  for (const [key, rows] of inserted) fresh.set(key, [...(fresh.get(key) ?? []), ...rows]);

  while (fresh.size > 0) {
    const round = fresh;
    fresh = new Map();
    for (const [key, rows] of round) {
      for (const { side, of, acts } of lookups(key)) {
        const found = await find(side, combinations(of, rows), acts);
        add(tableKey(side.table), found, acts);
        if (total > budget) return null;
      }
    }
  }
  return closure;

  /** Rows that may change lead on to others; bystanders do not. */
  function add(key: string, rows: readonly ReadRow[], changes: boolean): void {
    const known = closure.get(key) ?? new Map<string, ReadRow>();
    closure.set(key, known);
    for (const row of rows) {
      const id = identityText(row.key);
      if (!known.has(id)) total += 1;
      known.set(id, row);
      if (!changes || changing.has(`${key} ${id}`)) continue;
      changing.add(`${key} ${id}`);
      const next = fresh.get(key) ?? [];
      next.push(row.row);
      fresh.set(key, next);
    }
  }

  /** Where to look (`side`) for rows that have what changing rows of the table have in the columns `of`. */
  function lookups(key: string): readonly { side: RelationSide; of: RelationSide; acts: boolean }[] {
    const table = parts.tables.get(key);
    if (table === undefined) return [];
    const uniques = [...(table.primaryKey === null ? [] : [table.primaryKey]), ...table.uniqueKeys]
      .filter(
        ({ columns }) => inserted.has(key) || columns.some((column) => touched.get(key)?.set.has(column)),
      )
      .map(({ columns }) => ({ table, columns }));
    return [
      ...relations.flatMap((relation) => {
        const events = eventsOf(relation, touched);
        if (tableKey(relation.parent.table) !== key || events.length === 0) return [];
        const rules = events.map(
          (event) => actionRules[event === 'delete' ? relation.onDelete : relation.onUpdate],
        );
        return [
          { side: relation.child, of: relation.parent, acts: rules.some(({ blocks }) => blocks === null) },
        ];
      }),
      ...relations
        .filter(({ child }) => tableKey(child.table) === key)
        .map(({ parent, child }) => ({ side: parent, of: child, acts: false })),
      ...uniques.map((side) => ({ side, of: side, acts: false })),
    ];
  }

  /** What the rows have, or may get, in the columns; no key with NULL in it. */
  function combinations(
    { table, columns }: RelationSide,
    rows: readonly Row[],
  ): readonly (readonly Value[])[] {
    return rows.flatMap((row) =>
      columns.reduce<readonly (readonly Value[])[]>(
        (keys, column) => {
          const own = row[column] ?? null;
          const all = [...(own === null ? [] : [own]), ...(values.get(columnKey(table, column)) ?? [])];
          return keys.flatMap((key) => all.map((value) => [...key, value]));
        },
        [[]],
      ),
    );
  }

  /** Rows found as bystanders are looked for again by a relation that acts on them. */
  async function find(
    side: RelationSide,
    keys: readonly (readonly Value[])[],
    acts: boolean,
  ): Promise<readonly ReadRow[]> {
    const name = JSON.stringify([side.table.schema, side.table.name, side.columns, acts]);
    const distinct = new Map(keys.map((key) => [`${name} ${JSON.stringify(key)}`, key]));
    const unasked = [...distinct].filter(([text]) => !asked.has(text));
    for (const [text] of unasked) asked.add(text);
    if (unasked.length === 0) return [];
    if (unasked.length > budget) total = budget + 1;
    if (total > budget) return [];
    const read = parts.columns.get(tableKey(side.table)) ?? [];
    const wanted = unasked.map(([, key]) => key);
    return sets.find(side.table, side.columns, wanted, read, budget - total + 1);
  }
}

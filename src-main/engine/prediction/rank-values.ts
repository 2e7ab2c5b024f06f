import type { Column, ColumnKind, Table } from '../../model/catalog.ts';
import { tableKey } from '../../model/identity.ts';
import type { Relation } from '../../model/relation.ts';
import type { Cell, Rank } from '../../model/simulation.ts';
import type { SimulationSets } from '../../model/simulation-sets.ts';
import { isTagged, type Value } from '../../model/value.ts';
import { columnKey } from './possible-values.ts';

/** Kinds whose values are equal exactly when they are spelled alike. */
export const plainKinds: ReadonlySet<ColumnKind> = new Set([
  'integer',
  'boolean',
  'date',
  'time',
  'timestamp',
  'bytes',
  'uuid',
  'enum',
]);
export const numericKinds: ReadonlySet<ColumnKind> = new Set(['integer', 'decimal', 'float']);

type Place = { readonly table: Table; readonly column: Column };

/** Columns that are compared with each other, through however many relations, and the first that the others reference. */
type Family = { readonly places: Place[]; readonly values: Map<string, Value> };

/**
 * Finds out which values are equal for the database. `note` takes all values that will be asked for, `rank` then asks the
 * database where equality is not identity, `cell` gives them with their ranks.
 */
export function createRanking(
  tables: readonly Table[],
  relations: readonly Relation[],
  sets: SimulationSets,
) {
  const families = familiesOf(tables, relations);
  const ranks = new Map<Family, ReadonlyMap<string, Rank>>();

  return {
    /** Whether the columns of each relation compare alike. Where they do not, what is equal depends on who asks. */
    comparable: (): boolean => [...new Set(families.values())].every(({ places }) => comparable(places)),
    note(key: string, value: Value): void {
      if (value !== null) families.get(key)?.values.set(JSON.stringify(value), value);
    },
    async rank(): Promise<void> {
      for (const family of new Set(families.values())) {
        const asking = family.places.find(({ column }) => !plainKinds.has(column.kind));
        if (asking === undefined || family.values.size === 0) continue;
        const values = [...family.values];
        const found = await sets.ranks(
          asking.table,
          asking.column.name,
          values.map(([, value]) => value),
        );
        ranks.set(family, new Map(values.map(([text], i) => [text, found[i] ?? text])));
      }
    },
    cell(key: string, value: Value): Cell {
      if (value === null) return null;
      const family = families.get(key);
      const known = family === undefined ? undefined : ranks.get(family)?.get(JSON.stringify(value));
      return { value, rank: known ?? plainRank(value) };
    },
  };
}

export type Ranking = ReturnType<typeof createRanking>;

function plainRank(value: NonNullable<Value>): Rank {
  if (typeof value === 'number') return value;
  if (isTagged(value)) return value.type === 'integer' ? BigInt(value.text) : value.text;
  return String(value);
}

function familiesOf(tables: readonly Table[], relations: readonly Relation[]): ReadonlyMap<string, Family> {
  const families = new Map<string, Family>();
  for (const table of tables) {
    for (const column of table.columns) {
      families.set(columnKey(table, column.name), { places: [{ table, column }], values: new Map() });
    }
  }
  const known = new Set(tables.map(tableKey));
  for (const { child, parent } of relations) {
    if (!known.has(tableKey(child.table)) || !known.has(tableKey(parent.table))) continue;
    for (const [i, column] of parent.columns.entries()) {
      const into = families.get(columnKey(parent.table, column));
      const from = families.get(columnKey(child.table, child.columns[i] ?? ''));
      if (into === undefined || from === undefined || into === from) continue;
      into.places.push(...from.places);
      for (const place of from.places) families.set(columnKey(place.table, place.column.name), into);
    }
  }
  return families;
}

function comparable(places: readonly Place[]): boolean {
  const kinds = new Set(places.map(({ column }) => column.kind));
  const collations = new Set(places.map(({ column }) => column.collation));
  return collations.size <= 1 && (kinds.size <= 1 || [...kinds].every((kind) => numericKinds.has(kind)));
}

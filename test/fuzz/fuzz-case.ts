import type { ReferentialAction } from '../../src-main/model/relation.ts';
import type { EngineWords } from './engine-words.ts';
import { fuzzChanges } from './fuzz-changes.ts';
import { createRandom, type Random } from './random.ts';

/** A schema, its rows, and sets of changes to try on them one after the other, each on the same rows. */
export type FuzzCase = {
  readonly seed: number;
  /** All columns are text that ignores case; otherwise integers. */
  readonly text: boolean;
  readonly tables: readonly FuzzTable[];
  readonly keys: readonly FuzzKey[];
  readonly rows: Readonly<Record<string, readonly FuzzRow[]>>;
  readonly changes: readonly (readonly FuzzChange[])[];
};
export type FuzzValue = number | string | null;
export type FuzzRow = readonly FuzzValue[];
export type FuzzColumn = {
  readonly name: string;
  readonly nullable: boolean;
  readonly default: FuzzValue;
};
export type FuzzTable = {
  readonly name: string;
  /** The first is the primary key, or the first of its two. */
  readonly columns: readonly FuzzColumn[];
  /** How the engine keeps it: numbered by the database, or in another way that it knows. */
  readonly kept: 'plain' | 'numbered' | 'otherwise';
  /** Positions of columns; the first is the primary key. */
  readonly uniques: readonly (readonly number[])[];
};
export type FuzzKey = {
  readonly name: string;
  readonly child: FuzzTable;
  readonly columns: readonly number[];
  readonly parent: FuzzTable;
  readonly parentColumns: readonly number[];
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  readonly deferred: boolean;
  /** MATCH FULL */
  readonly full: boolean;
  /** The columns that set null and set default on delete write; null: all. */
  readonly setColumns: readonly number[] | null;
};
export type NamedValues = Readonly<Record<string, FuzzValue>>;
/** Rows by their keys, or all that have a value in a column; null: none. */
export type FuzzWhere =
  | { readonly keys: readonly NamedValues[] }
  | { readonly column: string; readonly value: FuzzValue };
export type FuzzChange =
  | { readonly kind: 'insert'; readonly table: FuzzTable; readonly rows: readonly NamedValues[] }
  | { readonly kind: 'delete'; readonly table: FuzzTable; readonly where: FuzzWhere }
  | {
      readonly kind: 'update';
      readonly table: FuzzTable;
      readonly where: FuzzWhere;
      readonly set: NamedValues;
    };

/** How many different values there are: few, so that rows meet. */
export const values = 6;

export type Values = (n: number) => NonNullable<FuzzValue>;

export function fuzzCase(seed: number, words: EngineWords): FuzzCase {
  const random = createRandom(seed);
  const text = random.chance(0.15);
  const value: Values = (n) => {
    const letter = String.fromCharCode(96 + n);
    return !text ? n : random.chance(0.5) ? letter : letter.toUpperCase();
  };
  const plain = Array.from({ length: 1 + random.below(5) }, (_, i) => fuzzTable(random, `t${i}`, value));
  // What came later is chosen apart, so that older seeds still find what they once found.
  const later = createRandom(seed + salt);
  const tables = plain.map((table) => widened(later, table, text));
  const keys = Array.from({ length: 1 + random.below(7) }, (_, i) =>
    fuzzKey(random, i, tables, words),
  ).flatMap((key) => key ?? []);
  const rows = consistentRows(random, tables, keys, value);
  const changes = fuzzChanges({ random, later, tables, rows, value });
  return { seed, text, tables, keys, rows, changes };
}

const salt = 1_000_003;

/** A primary key of two columns, or another way of keeping the rows. */
function widened(random: Random, table: FuzzTable, text: boolean): FuzzTable {
  if (random.chance(0.1)) {
    const columns = table.columns.map((column, i) => (i === 1 ? { ...column, nullable: false } : column));
    return { ...table, columns, uniques: [[0, 1], ...table.uniques.slice(1)] };
  }
  if (!text && random.chance(0.12)) return { ...table, kept: 'numbered' };
  return random.chance(0.1) ? { ...table, kept: 'otherwise' } : table;
}

function fuzzTable(random: Random, name: string, value: Values): FuzzTable {
  const more = 1 + random.below(4);
  const columns = [
    { name: 'id', nullable: false, default: null },
    ...Array.from({ length: more }, (_, i) => ({
      name: `c${i + 1}`,
      nullable: !random.chance(0.12),
      default: random.chance(0.5) ? value(1 + random.below(values)) : null,
    })),
  ];
  const uniques = [[0]];
  if (random.chance(0.35)) uniques.push([1 + random.below(more)]);
  const pair = [1 + random.below(more), 1 + random.below(more)];
  if (pair[0] !== pair[1] && random.chance(0.35)) uniques.push(pair);
  return { name, columns, kept: 'plain', uniques };
}

function fuzzKey(
  random: Random,
  number: number,
  tables: readonly FuzzTable[],
  words: EngineWords,
): FuzzKey | null {
  const child = random.pick(tables);
  const parent = random.pick(tables);
  const parentColumns = random.chance(0.6) ? (parent.uniques[0] ?? [0]) : random.pick(parent.uniques);
  const usable = child.columns.map((_, i) => i).filter((i) => i > 0 || random.chance(0.15));
  const columns = random.shuffled(usable).slice(0, parentColumns.length);
  if (columns.length < parentColumns.length) return null;
  if (child === parent && columns.every((column, i) => column === parentColumns[i])) return null;
  const strict = columns.some((column) => child.columns[column]?.nullable === false);
  const action = () => {
    const chosen = random.pick(words.actions);
    return strict && chosen === 'setNull' ? 'cascade' : chosen;
  };
  const name = `${String.fromCharCode(97 + random.below(26))}_${number}`;
  const key = { name, child, columns, parent, parentColumns, onDelete: action(), onUpdate: action() };
  const deferred = words.deferrable && random.chance(0.12);
  const several = words.fullMatch && columns.length > 1;
  const full = several && random.chance(0.25);
  const writes = key.onDelete === 'setNull' || key.onDelete === 'setDefault';
  const setColumns = several && writes && random.chance(0.4) ? [random.pick(columns)] : null;
  return { ...key, deferred, full, setColumns };
}

/** Rows that break no unique key and leave no orphan. */
function consistentRows(
  random: Random,
  tables: readonly FuzzTable[],
  keys: readonly FuzzKey[],
  value: Values,
) {
  const rows: Record<string, FuzzValue[][]> = {};
  for (const table of tables) {
    const ids = random
      .shuffled(Array.from({ length: values }, (_, i) => i + 1))
      .slice(0, 2 + random.below(values - 1));
    const double = table.uniques[0]?.length === 2;
    rows[table.name] = ids.map((id) =>
      table.columns.map((column, i) =>
        i === 0
          ? value(double ? Math.ceil(id / 2) : id)
          : column.nullable && random.chance(0.2)
            ? null
            : value(1 + random.below(values)),
      ),
    );
  }
  for (const key of keys) {
    const parents = (rows[key.parent.name] ?? []).filter((row) =>
      key.parentColumns.every((c) => row[c] !== null),
    );
    if (parents.length === 0) continue;
    for (const row of rows[key.child.name] ?? []) {
      if (random.chance(0.3)) continue;
      const parent = random.pick(parents);
      for (const [i, column] of key.columns.entries()) {
        if (column !== 0) row[column] = parent[key.parentColumns[i] ?? 0] ?? null;
      }
    }
  }
  while (mend(rows, tables, keys));
  return rows;
}

/** Takes out or nulls what breaks a key; whether there was anything. */
function mend(rows: Record<string, FuzzValue[][]>, tables: readonly FuzzTable[], keys: readonly FuzzKey[]) {
  let mended = false;
  for (const table of tables) {
    for (const unique of table.uniques) {
      const seen = new Set<string>();
      const kept = (rows[table.name] ?? []).filter((row) => {
        const key = unique.map((column) => row[column] ?? null);
        const text = JSON.stringify(key).toLowerCase();
        if (key.includes(null) || !seen.has(text)) {
          seen.add(text);
          return true;
        }
        return false;
      });
      mended ||= kept.length < (rows[table.name]?.length ?? 0);
      rows[table.name] = kept;
    }
  }
  for (const key of keys) {
    rows[key.child.name] = (rows[key.child.name] ?? []).filter((row) => {
      const reference = key.columns.map((column) => row[column] ?? null);
      const nulls = reference.filter((value) => value === null).length;
      if (nulls === reference.length || (nulls > 0 && !key.full)) return true;
      if (nulls === 0 && finds(rows[key.parent.name] ?? [], key.parentColumns, reference)) return true;
      mended = true;
      const free = key.columns.filter((column) => key.child.columns[column]?.nullable === true);
      if (free.length === 0 || (key.full && free.length < key.columns.length)) return false;
      for (const column of key.full ? key.columns : free.slice(0, 1)) row[column] = null;
      return true;
    });
  }
  return mended;
}

function finds(parents: readonly FuzzRow[], columns: readonly number[], reference: FuzzRow): boolean {
  return parents.some((row) => columns.every((column, i) => folded(row[column]) === folded(reference[i])));
}

/** What text that ignores case is equal by. */
function folded(value: FuzzValue | undefined): FuzzValue | undefined {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

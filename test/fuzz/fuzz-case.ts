import type { ReferentialAction } from '../../src-main/model/relation.ts';
import type { EngineWords } from './engine-words.ts';
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
  /** The first is the primary key. */
  readonly columns: readonly FuzzColumn[];
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
type Ids = readonly NonNullable<FuzzValue>[];
export type FuzzChange =
  | {
      readonly kind: 'insert';
      readonly table: FuzzTable;
      readonly row: Readonly<Record<string, FuzzValue>>;
    }
  | { readonly kind: 'delete'; readonly table: FuzzTable; readonly ids: Ids }
  | {
      readonly kind: 'update';
      readonly table: FuzzTable;
      readonly ids: Ids;
      readonly set: Readonly<Record<string, FuzzValue>>;
    };

/** How many different values there are: few, so that rows meet. */
const values = 6;

/** How many sets of changes are tried on each schema, which costs more to make than they do. */
const attempts = 12;

type Values = (n: number) => NonNullable<FuzzValue>;

export function fuzzCase(seed: number, words: EngineWords): FuzzCase {
  const random = createRandom(seed);
  const text = random.chance(0.15);
  const value: Values = (n) => {
    const letter = String.fromCharCode(96 + n);
    return !text ? n : random.chance(0.5) ? letter : letter.toUpperCase();
  };
  const tables = Array.from({ length: 1 + random.below(5) }, (_, i) => fuzzTable(random, `t${i}`, value));
  const keys = Array.from({ length: 1 + random.below(7) }, (_, i) =>
    fuzzKey(random, i, tables, words),
  ).flatMap((key) => key ?? []);
  const rows = consistentRows(random, tables, keys, value);
  const changes = Array.from({ length: attempts }, () => fuzzChanges(random, tables, rows, value));
  return { seed, text, tables, keys, rows, changes: changes.filter((set) => set.length > 0) };
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
  return { name, columns, uniques };
}

function fuzzKey(
  random: Random,
  number: number,
  tables: readonly FuzzTable[],
  words: EngineWords,
): FuzzKey | null {
  const child = random.pick(tables);
  const parent = random.pick(tables);
  const parentColumns = random.chance(0.6) ? [0] : random.pick(parent.uniques);
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
    rows[table.name] = ids.map((id) =>
      table.columns.map((column, i) =>
        i === 0 ? value(id) : column.nullable && random.chance(0.2) ? null : value(1 + random.below(values)),
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

/** Mostly one change, sometimes several; never two updates of one table. */
function fuzzChanges(
  random: Random,
  tables: readonly FuzzTable[],
  rows: Readonly<Record<string, readonly FuzzRow[]>>,
  value: Values,
): readonly FuzzChange[] {
  const count = random.chance(0.2) ? 2 + random.below(2) : 1;
  const changes = Array.from({ length: count }, () => fuzzChange(random, tables, rows, value));
  const taken = new Set<string>();
  return changes.flatMap((change) => {
    if (change === null) return [];
    const name = `${change.kind} ${change.table.name}`;
    if (taken.has(name)) return [];
    taken.add(name);
    return [change];
  });
}

function fuzzChange(
  random: Random,
  tables: readonly FuzzTable[],
  rows: Readonly<Record<string, readonly FuzzRow[]>>,
  value: Values,
): FuzzChange | null {
  const table = random.pick(tables);
  const all = (rows[table.name] ?? []).flatMap(([id]) => id ?? []);
  if (random.chance(0.12)) return fuzzInsert(random, table, value);
  if (all.length === 0) return null;
  const several = random.chance(0.3) ? all.filter(() => random.chance(0.6)) : [];
  const ids = several.length > 0 ? several : [random.pick(all)];
  if (random.chance(0.55)) return { kind: 'delete', table, ids };
  const set: Record<string, FuzzValue> = {};
  for (let i = 0; i < (random.chance(0.2) ? 2 : 1); i += 1) {
    const column = random.chance(0.4) ? 0 : random.below(table.columns.length);
    const name = table.columns[column]?.name ?? 'id';
    set[name] = column > 0 && random.chance(0.3) ? null : value(1 + random.below(values + 2));
  }
  return { kind: 'update', table, ids, set };
}

function fuzzInsert(random: Random, table: FuzzTable, value: Values): FuzzChange {
  const given = table.columns.filter(
    ({ name, nullable }) => name === 'id' || !nullable || random.chance(0.8),
  );
  const entries = given.map(({ name, nullable }) => {
    const number = name === 'id' ? values + 1 + random.below(2) : 1 + random.below(values);
    return [name, nullable && random.chance(0.2) ? null : value(number)] as const;
  });
  return { kind: 'insert', table, row: Object.fromEntries(entries) };
}

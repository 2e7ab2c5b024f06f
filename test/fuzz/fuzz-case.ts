import type { ReferentialAction } from '../../src-main/model/relation.ts';
import { createRandom, type Random } from './random.ts';

/** A schema of integers, its rows, and changes to try on them one after the other, each on the same rows. */
export type FuzzCase = {
  readonly seed: number;
  readonly tables: readonly FuzzTable[];
  readonly keys: readonly FuzzKey[];
  readonly rows: Readonly<Record<string, readonly FuzzRow[]>>;
  readonly changes: readonly FuzzChange[];
};
export type FuzzRow = readonly (number | null)[];
export type FuzzColumn = {
  readonly name: string;
  readonly nullable: boolean;
  readonly default: number | null;
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
};
export type FuzzChange =
  | { readonly kind: 'delete'; readonly table: FuzzTable; readonly ids: readonly number[] }
  | {
      readonly kind: 'update';
      readonly table: FuzzTable;
      readonly ids: readonly number[];
      readonly set: Readonly<Record<string, number | null>>;
    };

/** How many different values there are: few, so that rows meet. */
const values = 6;

/** `actions`: those to choose from, which engines differ in. */
export function fuzzCase(seed: number, actions: readonly ReferentialAction[]): FuzzCase {
  const random = createRandom(seed);
  const tables = Array.from({ length: 1 + random.below(5) }, (_, i) => fuzzTable(random, `t${i}`));
  const keys = Array.from({ length: 1 + random.below(7) }, (_, i) =>
    fuzzKey(random, i, tables, actions),
  ).flatMap((key) => key ?? []);
  const rows = consistentRows(random, tables, keys);
  const changes = Array.from({ length: 4 }, () => fuzzChange(random, tables, rows)).flatMap(
    (one) => one ?? [],
  );
  return { seed, tables, keys, rows, changes };
}

function fuzzTable(random: Random, name: string): FuzzTable {
  const more = 1 + random.below(4);
  const columns = [
    { name: 'id', nullable: false, default: null },
    ...Array.from({ length: more }, (_, i) => ({
      name: `c${i + 1}`,
      nullable: !random.chance(0.12),
      default: random.chance(0.5) ? 1 + random.below(values) : null,
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
  actions: readonly ReferentialAction[],
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
    const chosen = random.pick(actions);
    return strict && chosen === 'setNull' ? 'cascade' : chosen;
  };
  const name = `${String.fromCharCode(97 + random.below(26))}_${number}`;
  return { name, child, columns, parent, parentColumns, onDelete: action(), onUpdate: action() };
}

/** Rows that break no unique key and leave no orphan. */
function consistentRows(random: Random, tables: readonly FuzzTable[], keys: readonly FuzzKey[]) {
  const rows: Record<string, (number | null)[][]> = {};
  for (const table of tables) {
    const ids = random
      .shuffled(Array.from({ length: values }, (_, i) => i + 1))
      .slice(0, 2 + random.below(values - 1));
    rows[table.name] = ids.map((id) =>
      table.columns.map((column, i) =>
        i === 0 ? id : column.nullable && random.chance(0.2) ? null : 1 + random.below(values),
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
function mend(
  rows: Record<string, (number | null)[][]>,
  tables: readonly FuzzTable[],
  keys: readonly FuzzKey[],
) {
  let mended = false;
  for (const table of tables) {
    for (const unique of table.uniques) {
      const seen = new Set<string>();
      const kept = (rows[table.name] ?? []).filter((row) => {
        const key = unique.map((column) => row[column] ?? null);
        const text = JSON.stringify(key);
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
      if (reference.includes(null) || finds(rows[key.parent.name] ?? [], key.parentColumns, reference))
        return true;
      mended = true;
      const free = key.columns.find((column) => key.child.columns[column]?.nullable === true);
      if (free === undefined) return false;
      row[free] = null;
      return true;
    });
  }
  return mended;
}

function finds(parents: readonly FuzzRow[], columns: readonly number[], reference: FuzzRow): boolean {
  return parents.some((row) => columns.every((column, i) => row[column] === reference[i]));
}

function fuzzChange(
  random: Random,
  tables: readonly FuzzTable[],
  rows: Readonly<Record<string, readonly FuzzRow[]>>,
): FuzzChange | null {
  const table = random.pick(tables);
  const all = (rows[table.name] ?? []).flatMap(([id]) => id ?? []);
  if (all.length === 0) return null;
  const several = random.chance(0.3) ? all.filter(() => random.chance(0.6)) : [];
  const ids = several.length > 0 ? several : [random.pick(all)];
  if (random.chance(0.55)) return { kind: 'delete', table, ids };
  const set: Record<string, number | null> = {};
  for (let i = 0; i < (random.chance(0.2) ? 2 : 1); i += 1) {
    const column = random.chance(0.4) ? 0 : random.below(table.columns.length);
    const name = table.columns[column]?.name ?? 'id';
    set[name] = column > 0 && random.chance(0.3) ? null : 1 + random.below(values + 2);
  }
  return { kind: 'update', table, ids, set };
}

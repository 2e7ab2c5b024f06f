import {
  type FuzzChange,
  type FuzzRow,
  type FuzzTable,
  type FuzzValue,
  type FuzzWhere,
  type NamedValues,
  type Values,
  values,
} from './fuzz-case.ts';
import type { Random } from './random.ts';

type Parts = {
  readonly random: Random;
  readonly later: Random;
  readonly tables: readonly FuzzTable[];
  readonly rows: Readonly<Record<string, readonly FuzzRow[]>>;
  readonly value: Values;
};
type Place = Omit<Parts, 'later'>;

/** How many sets of changes are tried on each schema, which costs more to make than they do. */
const attempts = 12;
/** How many of a later kind: several new rows at once, keys by the database, filters, the same values, a table twice. */
const laterAttempts = 6;
/** Keys that no row has, for new rows that reference each other. */
const spareKeys = 4;

export function fuzzChanges({ later, ...parts }: Parts): readonly (readonly FuzzChange[])[] {
  const first = Array.from({ length: attempts }, () => onceEach(severally(parts)));
  const place = { ...parts, random: later };
  const more = Array.from({ length: laterAttempts }, () => onceEach(together(place)));
  return [...first, ...more].filter((set) => set.length > 0);
}

/** Never two changes of one kind to one table. */
function onceEach(changes: readonly (FuzzChange | null)[]): readonly FuzzChange[] {
  const taken = new Set<string>();
  return changes.flatMap((change) => {
    if (change === null) return [];
    const name = `${change.kind} ${change.table.name}`;
    if (taken.has(name)) return [];
    taken.add(name);
    return [change];
  });
}

/** Mostly one change, sometimes several. */
function severally(place: Place): readonly (FuzzChange | null)[] {
  const { random, tables } = place;
  const count = random.chance(0.2) ? 2 + random.below(2) : 1;
  return Array.from({ length: count }, () => fuzzChange(place, random.pick(tables)));
}

function fuzzChange({ random, rows, value }: Place, table: FuzzTable): FuzzChange | null {
  const all = keysOf(table, rows);
  if (random.chance(0.12)) return { kind: 'insert', table, rows: [newRow(random, table, value, 2)] };
  if (all.length === 0) return null;
  const several = random.chance(0.3) ? all.filter(() => random.chance(0.6)) : [];
  const where = { keys: several.length > 0 ? several : [random.pick(all)] };
  if (random.chance(0.55)) return { kind: 'delete', table, where };
  const set: Record<string, FuzzValue> = {};
  for (let i = 0; i < (random.chance(0.2) ? 2 : 1); i += 1) {
    const column = random.chance(0.4) ? 0 : random.below(table.columns.length);
    const name = table.columns[column]?.name ?? 'id';
    set[name] = column > 0 && random.chance(0.3) ? null : value(1 + random.below(values + 2));
  }
  return { kind: 'update', table, where, set };
}

/** One or two changes of the later kinds, often both to the same table. */
function together(place: Place): readonly (FuzzChange | null)[] {
  const { random, tables } = place;
  const table = random.pick(tables);
  const other = random.chance(0.6) ? table : random.pick(tables);
  const first = laterChange(place, table);
  return random.chance(0.5) ? [first] : [first, laterChange(place, other)];
}

function laterChange({ random, rows, value }: Place, table: FuzzTable): FuzzChange | null {
  if (random.chance(0.4)) {
    const made = Array.from({ length: 1 + random.below(3) }, (_, i) => {
      const row = newRow(random, table, value, spareKeys);
      return 'id' in row ? { ...row, id: value(values + 1 + i) } : row;
    });
    return { kind: 'insert', table, rows: random.chance(0.7) ? alike(made) : made };
  }
  const all = rows[table.name] ?? [];
  if (all.length === 0) return null;
  const at = random.below(table.columns.length);
  const column = table.columns[at]?.name ?? 'id';
  const row = random.pick(all);
  const keys = keysOf(table, rows);
  const where: FuzzWhere = random.chance(0.5)
    ? { column, value: row[at] ?? null }
    : { keys: [keys[all.indexOf(row)] ?? {}] };
  if (random.chance(0.4)) return { kind: 'delete', table, where };
  // Mostly what the row has already, which is no change to it.
  const set = random.chance(0.3) ? random.below(table.columns.length) : at;
  const name = table.columns[set]?.name ?? 'id';
  return { kind: 'update', table, where, set: { [name]: random.pick(all)[set] ?? value(1) } };
}

/** Rows that name the columns of the first, so that one statement inserts them. */
function alike(rows: readonly NamedValues[]): readonly NamedValues[] {
  const [first = {}] = rows;
  return rows.map((row) =>
    Object.fromEntries(Object.entries(first).map(([name, value]) => [name, row[name] ?? value])),
  );
}

/** `spare`: how many keys there are that no row has; rows may reference each other by them. */
function newRow(random: Random, table: FuzzTable, value: Values, spare: number): NamedValues {
  const given = table.columns.filter(
    ({ name, nullable }) => (name === 'id' && table.kept !== 'numbered') || !nullable || random.chance(0.8),
  );
  const named = table.kept === 'numbered' && random.chance(0.5) ? given.slice(1) : given;
  const known = spare === spareKeys ? values + spare : values;
  const entries = named.map(({ name, nullable }) => {
    const number = name === 'id' ? values + 1 + random.below(spare) : 1 + random.below(known);
    return [name, nullable && random.chance(0.2) ? null : value(number)] as const;
  });
  return Object.fromEntries(entries);
}

/** The primary keys of the rows of a table. */
function keysOf(table: FuzzTable, rows: Parts['rows']): readonly NamedValues[] {
  const [key = []] = table.uniques;
  return (rows[table.name] ?? []).map((row) =>
    Object.fromEntries(key.map((column) => [table.columns[column]?.name ?? '', row[column] ?? null])),
  );
}

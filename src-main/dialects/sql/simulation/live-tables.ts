import { allKeys, rowIdentity } from '../../../model/identity.ts';
import type {
  Cell,
  SimulatedCause,
  SimulatedFate,
  SimulatedRelation,
  SimulatedStatement,
  SimulatedTable,
  Simulation,
} from '../../../model/simulation.ts';
import { type Buckets, createBuckets } from './buckets.ts';
import { allEqual, cellsAt, type KeyCells, keyAt } from './cells.ts';
import { fateOf, type LiveRow, liveRow } from './live-row.ts';
import { refuseKey, refuseNew, refuseNulls } from './refusal.ts';

export type LiveTable = {
  readonly given: SimulatedTable;
  readonly rows: readonly LiveRow[];
  /** What finds rows by some of their columns; made when it is first needed. */
  readonly lookups: Buckets<LiveRow>[];
  readonly uniques: readonly (readonly number[])[];
};

export type LiveTables = ReturnType<typeof createLiveTables>;

/** The rows of a simulation, found by any of their keys, as they come, change and go. */
export function createLiveTables({ tables }: Simulation) {
  const live = tables.map((given): LiveTable => {
    const rows = given.rows.map(({ identity, cells }, position) => liveRow(identity, cells, position));
    return { given, rows, lookups: [], uniques: uniqueColumns(given) };
  });
  let last = Math.max(0, ...live.map(({ rows }) => rows.length));
  const added: LiveRow[][] = live.map(() => []);
  let hidden: { readonly row: LiveRow; readonly from: (columns: readonly number[]) => boolean } | null = null;

  function table(at: number): LiveTable {
    const found = live[at];
    if (found === undefined) throw new RangeError(`The simulation has no table number ${at}.`);
    return found;
  }

  function bucket(at: number, columns: readonly number[], key: KeyCells): ReadonlySet<LiveRow> {
    const { lookups, rows } = table(at);
    const known = lookups.find((one) => one.columns.join() === columns.join());
    if (known !== undefined) return known.find(key);
    const made = createBuckets<LiveRow>(columns);
    for (const row of [...rows, ...(added[at] ?? [])]) {
      if (row.alive && !(row === hidden?.row && hidden.from(columns))) made.add(row, row.cells);
    }
    lookups.push(made);
    return made.find(key);
  }

  return {
    table,
    row(at: number, number: number): LiveRow {
      const found = table(at).rows[number];
      if (found === undefined) throw new RangeError(`The simulation has no row number ${number}.`);
      return found;
    },
    /** A statement names its rows by what identified them at first: what came before must have left them that. */
    start(statement: SimulatedStatement): void {
      if (statement.kind === 'insert') return;
      const { given, rows } = table(statement.table);
      const identity = (rowIdentity(given.table) ?? []).map((name) => given.columns.indexOf(name));
      const known = identity.filter((column) => column !== -1);
      for (const one of statement.rows) {
        const number = typeof one === 'number' ? one : one.row;
        const row = rows[number];
        if (row === undefined || !row.alive || row.version === 0) continue;
        const first = cellsAt(given.rows[number]?.cells ?? [], known);
        if (!allEqual(first, cellsAt(row.cells, known))) refuseNew(given, row);
      }
    },
    /** All rows of the table, those that are gone included. */
    all: (at: number): readonly LiveRow[] => [...table(at).rows, ...(added[at] ?? [])],
    /** The rows that reference the key through the relation, in the order of visits. */
    children: ({ child, childColumns }: SimulatedRelation, key: KeyCells): readonly LiveRow[] =>
      [...bucket(child, childColumns, key)].sort((a, b) => a.position - b.position),
    parentExists: ({ parent, parentColumns }: SimulatedRelation, key: KeyCells): boolean =>
      bucket(parent, parentColumns, key).size > 0,
    insert(at: number, cells: readonly Cell[]): LiveRow {
      last += 1;
      const row = liveRow(null, cells, last);
      added[at]?.push(row);
      for (const buckets of table(at).lookups) buckets.add(row, cells);
      return row;
    },
    remove(at: number, row: LiveRow, cause: SimulatedCause): void {
      row.alive = false;
      row.deletedBy = cause;
      for (const buckets of table(at).lookups) buckets.remove(row, row.cells);
    },
    /**
     * Takes a row out of sight, for whoever looks for one of the columns (null: any), and puts it back, while the rest of
     * the world is looked at.
     */
    hide(at: number, row: LiveRow, sought: ReadonlySet<number> | null): () => void {
      const from = (columns: readonly number[]) =>
        sought === null || columns.some((column) => sought.has(column));
      const concerned = () => table(at).lookups.filter(({ columns }) => from(columns));
      for (const buckets of concerned()) buckets.remove(row, row.cells);
      hidden = { row, from };
      return () => {
        hidden = null;
        for (const buckets of concerned()) buckets.add(row, row.cells);
      };
    },
    /** Gives the row other cells; `columns` were written, by `cause`. */
    write(
      at: number,
      row: LiveRow,
      cells: readonly Cell[],
      columns: Iterable<number>,
      cause: SimulatedCause,
    ): void {
      for (const buckets of table(at).lookups) buckets.remove(row, row.cells);
      row.cells = cells;
      row.version += 1;
      for (const column of columns) row.writtenBy.set(column, cause);
      for (const buckets of table(at).lookups) buckets.add(row, cells);
    },
    /** Behind all others in the order of visits: where a new version of the row is written elsewhere. */
    moveToEnd(row: LiveRow): void {
      last += 1;
      row.position = last;
    },
    /** NOT NULL and unique keys, looked at before a row (null: a new one) gets these cells. */
    check(at: number, row: LiveRow | null, cells: readonly Cell[], by: SimulatedRelation | null): void {
      const { given, uniques } = table(at);
      refuseNulls(given, row, cells, by);
      for (const columns of uniques) {
        const key = keyAt(cells, columns);
        if (key === null || [...bucket(at, columns, key)].every((other) => other === row)) continue;
        refuseKey(given, columns, cells);
      }
    },
    /** What became of all rows. New rows that did not stay as they were asked for are a contradiction. */
    fates(): readonly SimulatedFate[] {
      for (const [at, { given }] of live.entries()) {
        for (const row of added[at] ?? []) if (!row.alive || row.writtenBy.size > 0) refuseNew(given, row);
      }
      return live.flatMap(({ given, rows }) => rows.flatMap((row) => fateOf(given, row)));
    },
  };
}

/** Positions of the columns of each unique key, as far as they were read. */
export function uniqueColumns({ table, columns }: SimulatedTable): readonly (readonly number[])[] {
  const positions = allKeys(table).map((key) => key.columns.map((column) => columns.indexOf(column)));
  return positions.filter((key) => !key.includes(-1));
}

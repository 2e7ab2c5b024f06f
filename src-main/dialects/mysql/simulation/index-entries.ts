import type { Cell, SimulatedTable } from '../../../model/simulation.ts';
import { type Buckets, createBuckets } from '../../sql/simulation/buckets.ts';
import { compareCells, type KeyCells } from '../../sql/simulation/cells.ts';
import type { LiveRow } from '../../sql/simulation/live-row.ts';

/** An index as it looks while a statement runs: a row that is being changed leaves its indexes one after the other. */
export type IndexEntries = ReturnType<typeof createIndexEntries>;

export function createIndexEntries(
  columns: readonly number[],
  unique: boolean,
  clustered: readonly number[],
  rows: readonly LiveRow[],
) {
  const entries = new Map<LiveRow, readonly Cell[]>();
  const lookups: Buckets<LiveRow>[] = [];
  for (const row of rows) entries.set(row, row.cells);

  function bucket(leftmost: readonly number[], key: KeyCells): ReadonlySet<LiveRow> {
    const known = lookups.find((one) => one.columns.join() === leftmost.join());
    if (known !== undefined) return known.find(key);
    const made = createBuckets<LiveRow>(leftmost);
    for (const [row, cells] of entries) made.add(row, cells);
    lookups.push(made);
    return made.find(key);
  }

  return {
    columns,
    unique,
    add(row: LiveRow, cells: readonly Cell[]): void {
      entries.set(row, cells);
      for (const one of lookups) one.add(row, cells);
    },
    remove(row: LiveRow): void {
      const cells = entries.get(row);
      if (cells === undefined) return;
      entries.delete(row);
      for (const one of lookups) one.remove(row, cells);
    },
    /** The rows whose entries have the key in these leftmost columns, in the order of the index. */
    find(leftmost: readonly number[], key: KeyCells): readonly LiveRow[] {
      const found = [...bucket(leftmost, key)];
      if (found.length < 2) return found;
      const order = [...columns, ...clustered];
      return found.sort((a, b) => compareEntries(entries.get(a) ?? [], entries.get(b) ?? [], order));
    },
    has: (row: LiveRow, leftmost: readonly number[], key: KeyCells): boolean =>
      bucket(leftmost, key).has(row),
  };
}

function compareEntries(a: readonly Cell[], b: readonly Cell[], order: readonly number[]): number {
  for (const column of order) {
    const compared = compareCells(a[column] ?? null, b[column] ?? null);
    if (compared !== 0) return compared;
  }
  return 0;
}

/** The indexes of a table in the order in which InnoDB changes them: clustered, unique without NULL, unique, others. */
export function indexesOf(
  { table, columns }: SimulatedTable,
  rows: readonly LiveRow[],
): readonly IndexEntries[] {
  const nullable = (name: string) => table.columns.find((column) => column.name === name)?.nullable !== false;
  const place = (index: { name: string; unique: boolean; columns: readonly (string | null)[] }) => {
    if (index.name === 'PRIMARY') return 0;
    if (!index.unique) return 3;
    return index.columns.some((name) => name === null || nullable(name)) ? 2 : 1;
  };
  const sorted = table.indexes.toSorted((a, b) => place(a) - place(b));
  const positions = (index: { columns: readonly (string | null)[] }) =>
    index.columns.map((name) => (name === null ? -1 : columns.indexOf(name)));
  const first = sorted[0];
  const clusters = first !== undefined && place(first) < 2;
  const clustered = clusters ? positions(first) : [];
  // Without such a key InnoDB numbers the rows itself.
  const hidden = clusters ? [] : [createIndexEntries([], false, [], rows)];
  return [
    ...hidden,
    ...sorted.map((index) => createIndexEntries(positions(index), index.unique, clustered, rows)),
  ];
}

/** The first index whose leftmost columns are these, in this order; -1: none. */
export function indexFor(indexes: readonly IndexEntries[], columns: readonly number[]): number {
  return indexes.findIndex((index) => columns.every((column, i) => index.columns[i] === column));
}

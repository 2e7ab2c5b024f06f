import type { Cell } from '../../../model/simulation.ts';
import { type KeyCells, keyAt, keyText } from './cells.ts';

/** Rows by a key of some of their columns, to be found again without looking at all of them. */
export function createBuckets<Row>(columns: readonly number[]) {
  const rows = new Map<string, Set<Row>>();
  return {
    columns,
    add(row: Row, cells: readonly Cell[]): void {
      const key = keyAt(cells, columns);
      if (key === null) return;
      const text = keyText(key);
      const bucket = rows.get(text) ?? new Set<Row>();
      bucket.add(row);
      rows.set(text, bucket);
    },
    remove(row: Row, cells: readonly Cell[]): void {
      const key = keyAt(cells, columns);
      if (key !== null) rows.get(keyText(key))?.delete(row);
    },
    find: (key: KeyCells): ReadonlySet<Row> => rows.get(keyText(key)) ?? new Set<Row>(),
  };
}

export type Buckets<Row> = ReturnType<typeof createBuckets<Row>>;

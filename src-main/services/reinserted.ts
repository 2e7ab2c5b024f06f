import type { Table, TableRef } from '../model/catalog.ts';
import { rowIdentity, sameTable } from '../model/identity.ts';
import type { RowImages } from '../model/row-images.ts';
import type { Row } from '../model/value.ts';

/** The rows that an undo brings back, read from the journal. */

export async function* reinsertedKeys(
  images: RowImages,
  tables: readonly Table[],
): AsyncIterable<{ readonly table: TableRef; readonly keys: readonly Row[] }> {
  for (const set of images.sets) {
    const table = tables.find((candidate) => sameTable(candidate, set.table));
    const identity = table === undefined ? null : rowIdentity(table);
    if (set.action !== 'delete' || identity === null) continue;
    for await (const page of images.pages(set)) {
      const keys = page.map(({ before }) =>
        Object.fromEntries(identity.map((column) => [column, before?.[column] ?? null])),
      );
      yield { table: set.table, keys };
    }
  }
}

/** `limit` rows of one table from the given place on. */
export async function reinsertedRows(
  images: RowImages,
  table: TableRef,
  start: number,
  limit: number,
): Promise<readonly Row[]> {
  const set = images.sets.find((one) => one.action === 'delete' && sameTable(one.table, table));
  const rows: Row[] = [];
  if (set === undefined) return rows;
  let seen = 0;
  for await (const page of images.pages(set)) {
    const from = Math.max(0, start - seen);
    for (const { before } of page.slice(from, from + limit - rows.length))
      if (before !== null) rows.push(before);
    seen += page.length;
    if (rows.length === limit) break;
  }
  return rows;
}

import type { TableRef } from '../model/catalog.ts';
import { sameTable } from '../model/identity.ts';
import type { RowImages } from '../model/row-images.ts';
import type { Row } from '../model/value.ts';

/** Of the rows that an undo brings back to one table, `limit` from the given place on. */
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

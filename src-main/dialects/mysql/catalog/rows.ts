import { isTagged, type Value } from '../../../model/value.ts';

export type CatalogRow = readonly Value[];

/** The catalog's texts come as binary from some MySQL versions. */
export function text(row: CatalogRow, index: number): string | null {
  const value = row[index] ?? null;
  if (value === null) return null;
  if (isTagged(value))
    return value.type === 'bytes' ? Buffer.from(value.text, 'hex').toString('utf8') : value.text;
  return String(value);
}

export function required(row: CatalogRow, index: number): string {
  const value = text(row, index);
  if (value === null) throw new TypeError(`Column ${index} of a catalog query is NULL.`);
  return value;
}

export function numberOrNull(row: CatalogRow, index: number): number | null {
  const value = text(row, index);
  return value === null ? null : Number(value);
}

/** The rows by the text in their first column, in their own order. */
export function byTable<T extends { readonly table: string }>(
  parts: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  return Map.groupBy(parts, (part) => part.table);
}

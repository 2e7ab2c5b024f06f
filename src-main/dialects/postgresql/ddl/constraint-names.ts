import type { Catalog, ForeignKey } from '../../../model/catalog.ts';
import { allKeys, tableKey } from '../../../model/identity.ts';

/** Longer names are cut off by the server: https://www.postgresql.org/docs/current/limits.html */
const longest = 63;

export type NamedKey = { readonly key: ForeignKey; readonly name: string };

/** The keys with their own name or, where there is none, `<Table>_<columns>_fkey`, which no other constraint of the table has. */
export function named(catalog: Catalog, keys: readonly ForeignKey[]): readonly NamedKey[] {
  const taken = new Set<string>();
  const take = (key: Pick<ForeignKey, 'table'>, name: string) => taken.add(`${tableKey(key.table)} ${name}`);
  for (const key of [...catalog.foreignKeys, ...keys]) if (key.name !== null) take(key, key.name);
  for (const table of catalog.tables) {
    for (const one of allKeys(table)) {
      if (one.name !== null) take({ table }, one.name);
    }
  }
  return keys.map((key) => {
    if (key.name !== null) return { key, name: key.name };
    const stem = [key.table.name, ...key.columns].join('_');
    for (let number = 0; ; number += 1) {
      const suffix = number === 0 ? '_fkey' : `_fkey${number}`;
      const name = cut(stem, longest - suffix.length) + suffix;
      if (taken.has(`${tableKey(key.table)} ${name}`)) continue;
      take(key, name);
      return { key, name };
    }
  });
}

/** At most so many bytes of UTF-8, without cutting a character in two. */
function cut(text: string, bytes: number): string {
  let kept = '';
  let size = 0;
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > bytes) break;
    kept += character;
  }
  return kept;
}

/** All keys that the catalog lists have one. */
export function nameOf({ name }: ForeignKey): string {
  return name ?? '';
}

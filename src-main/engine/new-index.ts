import type { Catalog, TableRef } from '../model/catalog.ts';
import type { NewIndex } from '../model/migration.ts';

/** Bytes of UTF-8 that a name may have on every engine: https://www.postgresql.org/docs/current/limits.html */
const longest = 63;

/** Makes indexes whose names nothing in the catalog has, nor an index made before. */
export function indexMaker({ tables }: Catalog) {
  const taken = new Set(
    tables.flatMap(({ name, primaryKey, uniqueKeys, indexes }) =>
      [name, primaryKey?.name, ...uniqueKeys.map((key) => key.name), ...indexes.map((index) => index.name)]
        .filter((each) => typeof each === 'string')
        .map((each) => each.toLowerCase()),
    ),
  );
  return (table: TableRef, columns: readonly string[], unique: boolean): NewIndex => {
    const stem = [table.name, ...columns].join('_');
    for (let number = 1; ; number += 1) {
      const ending = `${unique ? '_key' : '_idx'}${number === 1 ? '' : number}`;
      const name = cut(stem, longest - ending.length) + ending;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return { name, table: { schema: table.schema, name: table.name }, columns, unique };
    }
  };
}

/** At most so many bytes of UTF-8, without cutting a character in two. */
function cut(text: string, bytes: number): string {
  let kept = '';
  let size = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (size > bytes) break;
    kept += character;
  }
  return kept;
}

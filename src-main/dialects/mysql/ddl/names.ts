import type { Catalog, ForeignKey } from '../../../model/catalog.ts';
import type { NamedForeignKey } from './clause.ts';

/** Characters, not bytes: https://dev.mysql.com/doc/refman/8.4/en/identifier-length.html */
const longest = 64;

/** The keys, each with a name: its own, else `<table>_<columns>_fkey`. Names are unique in a whole database. */
export function named(catalog: Catalog, keys: readonly ForeignKey[]): NamedForeignKey[] {
  const taken = new Set(
    [...catalog.foreignKeys, ...keys].flatMap((key) => (key.name === null ? [] : [key.name.toLowerCase()])),
  );
  return keys.map((key) => {
    const name = key.name ?? freeName(`${key.table.name}_${key.columns.join('_')}`, taken);
    taken.add(name.toLowerCase());
    return { ...key, name };
  });
}

function freeName(stem: string, taken: ReadonlySet<string>): string {
  for (let attempt = 1; ; attempt += 1) {
    const ending = attempt === 1 ? '_fkey' : `_fkey${attempt}`;
    const name = [...stem].slice(0, longest - ending.length).join('') + ending;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

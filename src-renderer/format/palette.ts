/** Something that the palette offers: a command, or a table to open. `key` is its own among all. */
export type PaletteEntry = {
  readonly key: string;
  readonly title: string;
  readonly kind: 'command' | 'table';
  /** What it is shown under: an area of the commands, or the tables. */
  readonly group: string;
  /** Its keys by name; null: it has none. */
  readonly keys: string | null;
};

/** Those whose titles hold all words, at most `limit`: titles that begin with the search first, then those with a word that does. */
export function matching(
  entries: readonly PaletteEntry[],
  search: string,
  limit: number,
): readonly PaletteEntry[] {
  const sought = search.trim().toLowerCase();
  const words = sought.split(/\s+/).filter(Boolean);
  const ranked = entries.flatMap((entry, index) => {
    const title = entry.title.toLowerCase();
    if (!words.every((word) => title.includes(word))) return [];
    const starts = title.startsWith(sought) ? 0 : words.every((word) => beginsWord(title, word)) ? 1 : 2;
    return [{ entry, starts, index }];
  });
  return ranked
    .toSorted((a, b) => a.starts - b.starts || a.index - b.index)
    .slice(0, limit)
    .map(({ entry }) => entry);
}

/** Entries in groups, in the order in which these come first; `recent` ones stand first, in their order, in a group of their own. */
export function grouped(
  entries: readonly PaletteEntry[],
  recent: { readonly title: string; readonly keys: readonly string[] },
): readonly { readonly title: string; readonly entries: readonly PaletteEntry[] }[] {
  const used = recent.keys.flatMap((key) => entries.find((entry) => entry.key === key) ?? []);
  const others = entries.filter((entry) => !used.includes(entry));
  const groups = [...Map.groupBy(others, ({ group }) => group)].map(([title, members]) => ({
    title,
    entries: members,
  }));
  return used.length === 0 ? groups : [{ title: recent.title, entries: used }, ...groups];
}

function beginsWord(title: string, word: string): boolean {
  return title.split(/[\s._:-]+/).some((part) => part.startsWith(word));
}

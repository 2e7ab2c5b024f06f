/** Something that the palette offers: a command, or a table to open. `key` is its own among all. */
export type PaletteEntry = {
  readonly key: string;
  readonly title: string;
  readonly kind: 'command' | 'table';
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

function beginsWord(title: string, word: string): boolean {
  return title.split(/[\s._:-]+/).some((part) => part.startsWith(word));
}

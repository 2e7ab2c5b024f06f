/** How a user arranged the columns of a table, by name; what is not named stands as the table has it. */
export type ColumnArrangement = {
  /** In pixels. */
  readonly widths: Readonly<Record<string, number>>;
  readonly order: readonly string[];
  /** Pinned to the left and to the right edge. */
  readonly start: readonly string[];
  readonly end: readonly string[];
  readonly hidden: readonly string[];
};

export const plainArrangement: ColumnArrangement = { widths: {}, order: [], start: [], end: [], hidden: [] };

/** The names with one of them at the place of another. */
export function moved(names: readonly string[], name: string, target: string): string[] {
  const from = names.indexOf(name);
  const to = names.indexOf(target);
  if (from === -1 || to === -1) return [...names];
  return names.toSpliced(from, 1).toSpliced(to, 0, name);
}

/** From what was kept, whatever it is by now. */
export function readArrangement(kept: unknown): ColumnArrangement {
  if (!isRecord(kept)) return plainArrangement;
  const widths = isRecord(kept.widths) ? kept.widths : {};
  return {
    widths: Object.fromEntries(
      Object.entries(widths).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
    ),
    order: names(kept.order),
    start: names(kept.start),
    end: names(kept.end),
    hidden: names(kept.hidden),
  };
}

function names(kept: unknown): readonly string[] {
  return Array.isArray(kept) ? kept.filter((name) => typeof name === 'string') : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

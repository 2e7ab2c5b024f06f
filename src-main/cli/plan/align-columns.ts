import { visible } from './visible.ts';

/** Lines whose cells stand below each other; two spaces between them. */
export function alignColumns(
  rows: readonly (readonly string[])[],
  alignment: readonly ('left' | 'right')[],
): readonly string[] {
  const shown = rows.map((cells) => cells.map(visible));
  const widths = alignment.map((_, i) => Math.max(0, ...shown.map((cells) => (cells[i] ?? '').length)));
  return shown.map((cells) =>
    cells
      .map((cell, i) =>
        alignment[i] === 'right' ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

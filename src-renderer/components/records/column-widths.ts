import { cellText } from '../../format/cell-text.ts';
import type { GridColumn, GridRow } from './grid-model.ts';

const narrowest = 64;
const widest = 280;
/** Width of a digit in the grid's font, in pixels; letters are narrower on average. */
const character = 7.6;
const padding = 20;

/** A width for each column by name: what its name and these rows need, within bounds. */
export function fittingWidths(
  columns: readonly GridColumn[],
  rows: readonly GridRow[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(columns.map((column) => [column.column.name, fittingWidth(column, rows)]));
}

function fittingWidth({ column, references, isKey, at }: GridColumn, rows: readonly GridRow[]): number {
  const marks = (isKey ? 16 : 0) + 18;
  const name = column.name.length * character + marks;
  // Beside a key stands what its row is called.
  const follow = references === null ? 0 : 150;
  const texts = rows.map(({ values }) => cellText(values[at] ?? null).length * character + follow);
  return Math.round(
    Math.min(widest, Math.max(narrowest, name + padding, ...texts.map((text) => text + padding))),
  );
}

export function withinBounds(width: number): number {
  return Math.max(40, Math.min(1200, Math.round(width)));
}

import type { Cell } from '../../../model/simulation.ts';
import { sameValue } from '../../../model/value.ts';

/** Cells of a key, none of which is NULL. */
export type KeyCells = readonly NonNullable<Cell>[];

/** The cells at the positions; null: one of them is NULL, so that they are no key. */
export function keyAt(cells: readonly Cell[], columns: readonly number[]): KeyCells | null {
  const key = columns.flatMap((column) => cells[column] ?? []);
  return key.length === columns.length ? key : null;
}

export function cellsAt(cells: readonly Cell[], columns: readonly number[]): readonly Cell[] {
  return columns.map((column) => cells[column] ?? null);
}

/** Equal as the database compares. */
export function equal(a: Cell, b: Cell): boolean {
  return a === null || b === null ? a === b : a.rank === b.rank;
}

/** Equal in every byte: 1.0 is not 1.00. */
export function identical(a: Cell, b: Cell): boolean {
  return a === null || b === null ? a === b : a.rank === b.rank && sameValue(a.value, b.value);
}

export function allEqual(a: readonly Cell[], b: readonly Cell[], same = equal): boolean {
  return a.every((cell, i) => same(cell, b[i] ?? null));
}

/** The same text for keys that are equal. */
export function keyText(key: KeyCells): string {
  return key.map(({ rank }) => (typeof rank === 'string' ? JSON.stringify(rank) : `${rank}`)).join(' ');
}

/** The order of an index: NULL first. */
export function compareCells(a: Cell, b: Cell): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return a.rank === b.rank ? 0 : a.rank < b.rank ? -1 : 1;
}

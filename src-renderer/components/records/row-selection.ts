import { shallowRef } from 'vue';
import type { CellRange, ChosenRows, GridRow } from './grid-model.ts';

/** Which rows are selected, by id; `rowId` gives the id at an index. Shift extends from the row chosen last. */
export function createRowSelection(parts: {
  selected(): ReadonlySet<string>;
  rowId(index: number): string;
  change(selected: ReadonlySet<string>): void;
}) {
  const anchor = shallowRef(0);

  function ids(from: number, to: number): string[] {
    const [first, last] = from < to ? [from, to] : [to, from];
    return Array.from({ length: last - first + 1 }, (_, step) => parts.rowId(first + step));
  }

  return {
    toggle(index: number) {
      anchor.value = index;
      const next = new Set(parts.selected());
      const id = parts.rowId(index);
      if (!next.delete(id)) next.add(id);
      parts.change(next);
    },
    extendTo(index: number) {
      parts.change(new Set(ids(anchor.value, index)));
    },
    /** The next Shift begins here. */
    startAt(index: number) {
      anchor.value = index;
    },
    none() {
      if (parts.selected().size > 0) parts.change(new Set());
    },
  };
}

/** As many rows of a range are named one by one. */
const named = 1000;

/** Rows that a command is about: those checked, else those of the range, which is the active one where no more are selected. */
export function chosenRows(
  selected: ReadonlySet<string>,
  range: CellRange | null,
  rowAt: (index: number) => GridRow,
): ChosenRows {
  if (selected.size > 0) return { ids: selected };
  if (range === null) return { ids: new Set() };
  const { top, bottom } = range;
  if (bottom - top >= named) return { from: top, to: bottom };
  const rows = Array.from({ length: bottom - top + 1 }, (_, step) => rowAt(top + step));
  const isHere = rows.every(({ state }) => state !== 'awaited');
  return isHere ? { ids: new Set(rows.map((row) => row.id)) } : { from: top, to: bottom };
}

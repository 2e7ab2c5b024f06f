import { shallowRef } from 'vue';

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
    all(count: number) {
      parts.change(new Set(count === 0 ? [] : ids(0, count - 1)));
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

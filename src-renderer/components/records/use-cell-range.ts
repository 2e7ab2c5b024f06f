import { computed, type Ref, shallowRef } from 'vue';
import type { CellRange, Place } from './grid-model.ts';

/** The cells that are selected: the active one, or a range from where it was begun to the active one. */
export function useCellRange(parts: { count(): number; columns(): number; active: Readonly<Ref<Place>> }) {
  const anchor = shallowRef<Place | null>(null);
  /** Whole rows, or whole columns, whatever the active cell is. */
  const whole = shallowRef<'rows' | 'columns' | 'all' | null>(null);

  const range = computed<CellRange | null>(() => {
    const { row, column } = parts.active.value;
    if (row < 0 && whole.value === null) return null;
    const from = anchor.value ?? parts.active.value;
    const allRows = whole.value === 'columns' || whole.value === 'all';
    const allColumns = whole.value === 'rows' || whole.value === 'all';
    return {
      top: allRows ? 0 : Math.min(from.row, row),
      bottom: allRows ? parts.count() - 1 : Math.min(Math.max(from.row, row), parts.count() - 1),
      left: allColumns ? 0 : Math.min(from.column, column),
      right: allColumns ? parts.columns() - 1 : Math.max(from.column, column),
    };
  });
  /** Drawn only where it is more than the active cell. */
  const drawn = computed(() =>
    range.value !== null && (range.value.top < range.value.bottom || range.value.left < range.value.right)
      ? range.value
      : null,
  );

  function select(kind: 'rows' | 'columns' | 'all' | null) {
    whole.value = kind;
    anchor.value ??= parts.active.value;
  }

  return {
    range,
    drawn,
    /** Rows that are selected; null: no more than the active cell is. */
    height: computed(() => (drawn.value === null ? null : drawn.value.bottom - drawn.value.top + 1)),
    /** The first selected column of a row; -1: none of it is selected. */
    leftAt(row: number): number {
      const { value } = drawn;
      return value !== null && row >= value.top && row <= value.bottom ? value.left : -1;
    },
    /** Whether a cell is in a range of several. */
    holds({ row, column }: Place): boolean {
      const left = this.leftAt(row);
      return left >= 0 && column >= left && column <= (drawn.value?.right ?? -1);
    },
    /** The active cell alone again. */
    reset() {
      anchor.value = null;
      whole.value = null;
    },
    /** Before the active cell moves on, from where it is. */
    begin() {
      anchor.value ??= parts.active.value;
      if (whole.value === 'all') whole.value = null;
    },
    select,
  };
}

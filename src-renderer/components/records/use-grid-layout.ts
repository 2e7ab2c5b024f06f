import { useVirtualizer } from '@tanstack/vue-virtual';
import { computed, onActivated, type Ref, shallowRef, watch } from 'vue';
import { fittingWidths, withinBounds } from './column-widths.ts';
import type { GridColumn, GridRow, Place, PlacedColumn } from './grid-model.ts';

const headHeight = 28;
const rowHeight = 26;
const rowHeaderWidth = 64;

/** A tab that is not shown is out of the page, where a scroll position is lost. */
function useKeptScroll(scroller: Readonly<Ref<HTMLElement | null>>): () => void {
  let last = { top: 0, left: 0 };
  onActivated(() => scroller.value?.scrollTo(last));
  return () => {
    const box = scroller.value;
    if (box?.isConnected) last = { top: box.scrollTop, left: box.scrollLeft };
  };
}

/** Which rows and columns of a large grid are drawn, and where. */
export function useGridLayout(parts: {
  scroller: Readonly<Ref<HTMLElement | null>>;
  columns(): readonly GridColumn[];
  count(): number;
  rowAt(index: number): GridRow;
}) {
  const widths = shallowRef<readonly number[]>([]);
  let fitted = false;

  const rows = useVirtualizer(
    computed(() => ({
      count: parts.count(),
      getScrollElement: () => parts.scroller.value,
      estimateSize: () => rowHeight,
      paddingStart: headHeight,
      scrollPaddingStart: headHeight,
      overscan: 10,
    })),
  );
  const columns = useVirtualizer(
    computed(() => ({
      horizontal: true,
      count: parts.columns().length,
      getScrollElement: () => parts.scroller.value,
      estimateSize: (index: number) => widths.value[index] ?? 120,
      paddingStart: rowHeaderWidth,
      scrollPaddingStart: rowHeaderWidth,
      overscan: 3,
    })),
  );

  // Once there are rows to measure by; afterwards widths are the user's.
  watch(
    [parts.columns, parts.count],
    () => {
      if (fitted) return;
      const first = Array.from({ length: Math.min(40, parts.count()) }, (_, index) => parts.rowAt(index));
      fitted = first.length > 0;
      setWidths(fittingWidths(parts.columns(), first));
    },
    { immediate: true },
  );

  function setWidths(next: readonly number[]): void {
    widths.value = next;
    columns.value.measure();
  }

  return {
    onScroll: useKeptScroll(parts.scroller),
    width: computed(() => columns.value.getTotalSize()),
    height: computed(() => rows.value.getTotalSize()),
    lastRow: computed(() => rows.value.getVirtualItems().at(-1)?.index ?? -1),
    visibleRows: computed(() =>
      rows.value
        .getVirtualItems()
        .filter(({ index }) => index < parts.count())
        .map(({ index, start }) => ({ row: parts.rowAt(index), index, start })),
    ),
    // The same list as long as the same columns are drawn, so that scrolling down draws no row anew.
    visibleColumns: computed<readonly PlacedColumn[]>((before) => {
      const placed = columns.value.getVirtualItems().flatMap(({ index, start, size }) => {
        const column = parts.columns()[index];
        return column === undefined ? [] : [{ column, index, start, size }];
      });
      return before !== undefined && samePlaces(before, placed) ? before : placed;
    }),
    resize(index: number, by: number) {
      setWidths(widths.value.map((width, at) => (at === index ? withinBounds(width + by) : width)));
    },
    reveal({ row, column }: Place) {
      if (row >= 0) rows.value.scrollToIndex(row);
      columns.value.scrollToIndex(column);
    },
  };
}

function samePlaces(before: readonly PlacedColumn[], after: readonly PlacedColumn[]): boolean {
  return (
    before.length === after.length &&
    before.every((place, at) => {
      const other = after[at];
      return place.column === other?.column && place.start === other.start && place.size === other.size;
    })
  );
}

import { useVirtualizer } from '@tanstack/vue-virtual';
import { computed, onActivated, onBeforeUnmount, onMounted, type Ref, shallowRef, watch } from 'vue';
import type { Place, PlacedColumn } from './grid-model.ts';
import { canvasHeight, placeAt, scrolledTo } from './row-scroll.ts';
import type { GridColumns } from './use-grid-columns.ts';

const headHeight = 28;
const rowHeight = 26;
/** Rows drawn beyond the edges: each one more is a frame or two less a second. */
const beyond = 2;

/** Which rows and columns of a large grid are drawn, and where. Rows are all of one height, so their places are counted. */
export function useGridLayout(parts: {
  scroller: Readonly<Ref<HTMLElement | null>>;
  columns: GridColumns;
  count(): number;
}) {
  const { columns, scroller } = parts;
  const place = shallowRef({ top: 0, at: 0 });
  const view = shallowRef(0);
  let left = 0;
  /** Each frame shows other rows altogether, which nobody could read. */
  const racing = shallowRef(false);
  let racedAt = Number.NEGATIVE_INFINITY;
  let rest: ReturnType<typeof setTimeout> | undefined;

  /** Room for the numbers of rows. */
  const rowHeaderWidth = computed(() => (parts.count() < 10_000 ? 64 : 92));
  const total = computed(() => headHeight + parts.count() * rowHeight);
  const span = () => ({ total: total.value, view: view.value });
  const firstRow = computed(() => Math.max(0, Math.floor(place.value.at / rowHeight)));
  const lastRow = computed(() => {
    const bottom = place.value.at + Math.max(0, view.value - headHeight);
    return Math.min(parts.count() - 1, Math.floor(bottom / rowHeight));
  });
  const drawn = computed(() => ({
    from: Math.max(0, firstRow.value - beyond),
    to: Math.min(parts.count() - 1, lastRow.value + beyond),
  }));
  /** Rows that leave one edge are drawn anew at the other, in the same elements. */
  const slots = computed(() => Math.ceil(view.value / rowHeight) + 2 * beyond + 2);

  const pinnedWidth = (pinned: readonly PlacedColumn[]) => pinned.reduce((sum, { size }) => sum + size, 0);
  const startWidth = computed(() => pinnedWidth(columns.start.value));
  const endWidth = computed(() => pinnedWidth(columns.end.value));
  const center = useVirtualizer(
    computed(() => ({
      horizontal: true,
      count: columns.center.value.length,
      getScrollElement: () => scroller.value,
      estimateSize: (index: number) => columns.center.value[index]?.size ?? 120,
      paddingStart: rowHeaderWidth.value + startWidth.value,
      paddingEnd: endWidth.value,
      scrollPaddingStart: rowHeaderWidth.value + startWidth.value,
      scrollPaddingEnd: endWidth.value,
      overscan: 1,
    })),
  );
  watch(columns.center, () => center.value.measure(), { flush: 'sync' });

  // A tab that is not shown is out of the page, where a scroll position is lost.
  onActivated(() => scroller.value?.scrollTo({ top: place.value.top, left }));
  const sizes = new ResizeObserver(() => measure());
  onMounted(() => {
    if (scroller.value !== null) sizes.observe(scroller.value);
    measure();
  });
  onBeforeUnmount(() => {
    sizes.disconnect();
    clearTimeout(rest);
  });
  watch(total, () => goTo(place.value.at), { flush: 'post' });

  function measure(): void {
    if (scroller.value?.isConnected) view.value = scroller.value.clientHeight;
  }

  /** One jump is none: only another far one right after it. */
  function race(isFar: boolean): void {
    const now = performance.now();
    racing.value = isFar && now - racedAt < 300;
    racedAt = isFar ? now : Number.NEGATIVE_INFINITY;
    clearTimeout(rest);
    if (!racing.value) return;
    rest = setTimeout(() => {
      racing.value = false;
    }, 150);
  }

  function goTo(at: number): void {
    place.value = placeAt(at, span());
    if (scroller.value !== null) scroller.value.scrollTop = place.value.top;
  }

  /** Where a row stands on the canvas, which may be shorter than all rows together. */
  function startOf(index: number): number {
    return headHeight + index * rowHeight - place.value.at + place.value.top;
  }

  return {
    onScroll() {
      const box = scroller.value;
      if (!box?.isConnected) return;
      left = box.scrollLeft;
      const { scrollTop } = box;
      const by = Math.abs(scrollTop - place.value.top);
      if (by < 1) return;
      race(by >= view.value);
      place.value = scrolledTo(scrollTop, place.value, span());
    },
    // A text, which is set only when it differs: a variable that is set again has all cells' styles counted again.
    canvasStyle: computed(() => {
      const height = canvasHeight({ total: total.value });
      return `width:${center.value.getTotalSize()}px;height:${height}px;--row-header:${rowHeaderWidth.value}px`;
    }),
    firstRow,
    lastRow,
    racing,
    /** Rows that fit, less one: what PageDown moves by. */
    page: computed(() => Math.max(1, Math.floor((view.value - headHeight) / rowHeight) - 1)),
    /** In the order of their elements, none of which has to move in the document when its row is another. */
    visibleRows: computed(() => {
      const { from, to } = drawn.value;
      const all = slots.value;
      return Array.from({ length: all }, (_, slot) => ({
        slot,
        index: from + ((slot - (from % all) + all) % all),
      })).flatMap(({ slot, index }) => (index > to ? [] : [{ index, slot, start: startOf(index) }]));
    }),
    // The same list as long as the same columns are drawn, so that scrolling down draws no row anew.
    visibleCenter: computed<readonly PlacedColumn[]>((before) => {
      const placed = center.value.getVirtualItems().flatMap(({ index, start }) => {
        const column = columns.center.value[index];
        return column === undefined ? [] : [{ ...column, start }];
      });
      return before !== undefined && samePlaces(before, placed) ? before : placed;
    }),
    reveal({ row, column }: Place) {
      if (row >= 0) {
        const start = row * rowHeight;
        const room = view.value - headHeight - rowHeight;
        if (start < place.value.at) goTo(start);
        else if (start > place.value.at + room) goTo(start - room);
      }
      const index = column - columns.start.value.length;
      if (index >= 0 && index < columns.center.value.length) center.value.scrollToIndex(index);
    },
    toTop: () => goTo(0),
  };
}

function samePlaces(before: readonly PlacedColumn[], after: readonly PlacedColumn[]): boolean {
  return (
    before.length === after.length &&
    before.every((place, at) => {
      const other = after[at];
      return (
        place.column === other?.column &&
        place.index === other.index &&
        place.start === other.start &&
        place.size === other.size
      );
    })
  );
}

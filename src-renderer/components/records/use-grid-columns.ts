import {
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/vue-table';
import { computed, shallowRef, watch } from 'vue';
import type { ColumnArrangement } from '../../format/column-arrangement.ts';
import { moved } from '../../format/column-arrangement.ts';
import { withinBounds } from './column-widths.ts';
import type { GridColumn, PlacedColumn } from './grid-model.ts';

const features = tableFeatures({
  columnSizingFeature,
  columnOrderingFeature,
  columnPinningFeature,
  columnVisibilityFeature,
});

export type PinSide = 'start' | 'end';

/** Which columns of a table are shown, where and how wide: as a user arranged them, else as they fit. */
export function useGridColumns(parts: {
  columns(): readonly GridColumn[];
  kept: ColumnArrangement;
  keep(arrangement: ColumnArrangement): void;
}) {
  const fitted = shallowRef<Readonly<Record<string, number>>>({});
  const byName = computed(() => new Map(parts.columns().map((column) => [column.column.name, column])));
  const { kept } = parts;
  const table = useTable({
    features,
    data: [],
    columns: computed(() =>
      parts.columns().map(({ column }) => ({
        id: column.name,
        size: fitted.value[column.name] ?? 120,
        minSize: withinBounds(0),
        maxSize: withinBounds(Number.MAX_SAFE_INTEGER),
      })),
    ),
    initialState: {
      columnSizing: { ...kept.widths },
      columnOrder: [...kept.order],
      columnPinning: { start: [...kept.start], end: [...kept.end] },
      columnVisibility: Object.fromEntries(kept.hidden.map((name) => [name, false])),
    },
  });

  const arrangement = computed<ColumnArrangement>(() => {
    const { start, end } = table.atoms.columnPinning.get();
    return {
      widths: table.atoms.columnSizing.get(),
      order: table.atoms.columnOrder.get(),
      start,
      end,
      hidden: Object.entries(table.atoms.columnVisibility.get()).flatMap(([name, shown]) =>
        shown ? [] : [name],
      ),
    };
  });
  watch(arrangement, (next) => parts.keep(next));

  type Leaf = ReturnType<typeof table.getAllLeafColumns>[number];
  const columnOf = ({ id }: Leaf) => byName.value.get(id);
  const isKnown = (leaf: Leaf) => byName.value.has(leaf.id);
  function placed(leaves: readonly Leaf[], from: number): readonly PlacedColumn[] {
    let start = 0;
    return leaves.flatMap((leaf, index) => {
      const column = columnOf(leaf);
      const size = leaf.getSize();
      start += size;
      return column === undefined ? [] : [{ column, index: from + index, start: start - size, size }];
    });
  }
  const start = computed(() => placed(table.getStartVisibleLeafColumns().filter(isKnown), 0));
  const center = computed(() =>
    placed(table.getCenterVisibleLeafColumns().filter(isKnown), start.value.length),
  );
  const end = computed(() =>
    placed(table.getEndVisibleLeafColumns().filter(isKnown), start.value.length + center.value.length),
  );
  const shown = computed(() => [...start.value, ...center.value, ...end.value]);
  const all = computed(() =>
    table.getAllLeafColumns().map((leaf) => ({ name: leaf.id, shown: leaf.getIsVisible() })),
  );

  function pin(name: string, side: PinSide | false): void {
    table.getColumn(name)?.pin(side);
  }

  return {
    start,
    center,
    end,
    /** As they stand on the screen, from left to right. */
    shown,
    /** For a choice of columns. */
    all,
    pinOf: (name: string) => table.getColumn(name)?.getIsPinned() ?? false,
    pin,
    fit(widths: Readonly<Record<string, number>>) {
      fitted.value = { ...fitted.value, ...widths };
    },
    resize(name: string, by: number) {
      const size = table.getColumn(name)?.getSize() ?? 0;
      table.setColumnSizing((before) => ({ ...before, [name]: withinBounds(size + by) }));
    },
    setWidth(name: string, width: number) {
      table.setColumnSizing((before) => ({ ...before, [name]: withinBounds(width) }));
    },
    /** To the place of another column that is shown, and into its region. */
    move(name: string, to: number) {
      const target = shown.value[to]?.column.column.name;
      if (target === undefined || target === name) return;
      const side = table.getColumn(target)?.getIsPinned() ?? false;
      if ((table.getColumn(name)?.getIsPinned() ?? false) !== side) pin(name, side);
      const before = table.atoms.columnPinning.get();
      if (side === false) {
        table.setColumnOrder(
          moved(
            table.getAllLeafColumns().map(({ id }) => id),
            name,
            target,
          ),
        );
      } else table.setColumnPinning({ ...before, [side]: moved(before[side], name, target) });
    },
    /** At least one stays. */
    setShown(name: string, isShown: boolean) {
      if (isShown || shown.value.length > 1) table.getColumn(name)?.toggleVisibility(isShown);
    },
    reset() {
      table.setColumnSizing({});
      table.setColumnOrder([]);
      table.setColumnPinning({ start: [], end: [] });
      table.setColumnVisibility({});
    },
  };
}

export type GridColumns = ReturnType<typeof useGridColumns>;

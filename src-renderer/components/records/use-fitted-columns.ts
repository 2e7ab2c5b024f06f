import { computed, watch } from 'vue';
import { fittingWidths } from './column-widths.ts';
import type { GridRow } from './grid-model.ts';
import type { GridColumns } from './use-grid-columns.ts';

/** Columns get a first width once there are rows to measure by; gives the function that fits them again, to rows in view. */
export function useFittedColumns(parts: {
  columns: GridColumns;
  count(): number;
  rowAt(index: number): GridRow;
  inView(): readonly GridRow[];
}): (names: readonly string[]) => void {
  const { columns } = parts;
  const first = computed(() =>
    Array.from({ length: Math.min(40, parts.count()) }, (_, index) => parts.rowAt(index)).filter(isHere),
  );
  const shown = () => columns.shown.value.map(({ column }) => column);
  let isFitted = false;
  watch(
    first,
    (rows) => {
      if (isFitted) return;
      isFitted = rows.length > 0;
      columns.fit(fittingWidths(shown(), rows));
    },
    { immediate: true },
  );

  return (names) => {
    const widths = fittingWidths(shown(), parts.inView().filter(isHere));
    for (const name of names) columns.setWidth(name, widths[name] ?? 120);
  };
}

function isHere({ state }: GridRow): boolean {
  return state !== 'awaited';
}

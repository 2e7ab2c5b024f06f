import type { PlacedColumn } from './grid-model.ts';

/** The columns that scroll, and those pinned to either edge. `width` null: the region is as wide as the row. */
export type GridRegion = {
  readonly name: 'start' | 'center' | 'end';
  readonly columns: readonly PlacedColumn[];
  readonly width: number | null;
};

/** Regions that have columns. */
export function gridRegions(
  start: readonly PlacedColumn[],
  center: readonly PlacedColumn[],
  end: readonly PlacedColumn[],
): readonly GridRegion[] {
  const regions: readonly GridRegion[] = [
    { name: 'start', columns: start, width: widthOf(start) },
    { name: 'center', columns: center, width: null },
    { name: 'end', columns: end, width: widthOf(end) },
  ];
  return regions.filter(({ columns }) => columns.length > 0);
}

function widthOf(columns: readonly PlacedColumn[]): number {
  return columns.reduce((sum, { size }) => sum + size, 0);
}

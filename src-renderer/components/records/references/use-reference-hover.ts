import type { GridColumn, GridRow, Place } from '../grid-model.ts';
import { useReferences } from './references.ts';

/** Tells of the pointer on a cell that references; null: it left. */
export function useReferenceHover(parts: {
  columnAt(index: number): GridColumn | undefined;
  rowAt(index: number): GridRow;
}): (at: Place | null, cell: HTMLElement | null) => void {
  const references = useReferences();
  return (at, cell) => {
    if (at === null || cell === null) return references?.leave();
    const column = parts.columnAt(at.column);
    if (column === undefined || column.references === null) return;
    const row = parts.rowAt(at.row);
    if ((row.values[column.at] ?? null) !== null) references?.hover(row, column.column.name, cell);
  };
}

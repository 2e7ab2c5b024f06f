import type { TableRef } from '../../src-main/model/catalog.ts';
import type { Row, Value } from '../../src-main/model/value.ts';
import type { GridRow } from '../components/records/grid-model.ts';
import type { ExistingCell, InsertedCell } from '../format/staged-edits.ts';
import type { useStagedEdits } from '../stores/staged-edits.ts';

export type NewCell = {
  readonly row: GridRow;
  readonly column: string;
  /** `undefined`: its default, which only a row to insert can take. */
  readonly value: Value | undefined;
};

/** Stages values of cells, of rows that exist and of rows to insert, as one step. */
export function setCells(
  staged: ReturnType<typeof useStagedEdits>,
  table: TableRef,
  cells: readonly NewCell[],
  existing: (id: string) => { readonly key: Row; readonly before: Row } | null,
): void {
  const inserted: InsertedCell[] = [];
  const updated: ExistingCell[] = [];
  for (const { row, column, value } of cells) {
    if (row.state === 'inserted') inserted.push({ id: row.id, column, value });
    else if (value !== undefined) {
      const known = existing(row.id);
      if (known !== null) updated.push({ ...known, column, value });
    }
  }
  staged.step(() => {
    if (inserted.length > 0) staged.setInsertedCells(table, inserted);
    if (updated.length > 0) staged.setCells(table, updated);
  });
}

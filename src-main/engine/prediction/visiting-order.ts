import type { Table } from '../../model/catalog.ts';
import { rowIdentity } from '../../model/identity.ts';
import type { Cell, SimulatedRow } from '../../model/simulation.ts';

type VisitedRow = SimulatedRow & { readonly visit: number | null };

/** Rows in the order of their places, or of their keys where the engine keeps them in that order. */
export function inVisitingOrder(
  table: Table,
  columns: readonly string[],
  rows: readonly VisitedRow[],
): readonly SimulatedRow[] {
  const key = (table.primaryKey?.columns ?? rowIdentity(table) ?? []).map((name) => columns.indexOf(name));
  return rows.toSorted((a, b) => {
    if (a.visit !== null && b.visit !== null && a.visit !== b.visit) return a.visit - b.visit;
    for (const column of key) {
      const compared = compare(a.cells[column] ?? null, b.cells[column] ?? null);
      if (compared !== 0) return compared;
    }
    return 0;
  });
}

function compare(a: Cell, b: Cell): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return a.rank === b.rank ? 0 : a.rank < b.rank ? -1 : 1;
}

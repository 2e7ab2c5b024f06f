import type { Cell, SimulatedCause, SimulatedFate, SimulatedTable } from '../../../model/simulation.ts';
import type { Row } from '../../../model/value.ts';

/** A row while the simulation runs. */
export type LiveRow = {
  /** null: inserted by the simulated statements. */
  readonly identity: Row | null;
  cells: readonly Cell[];
  /** Its place in the order of visits. */
  position: number;
  /** How often it was written; above 0 for a row that is new. */
  version: number;
  alive: boolean;
  deletedBy: SimulatedCause;
  readonly writtenBy: Map<number, SimulatedCause>;
};

export function liveRow(identity: Row | null, cells: readonly Cell[], position: number): LiveRow {
  const version = identity === null ? 1 : 0;
  return { identity, cells, position, version, alive: true, deletedBy: null, writtenBy: new Map() };
}

export function asRow(
  { columns }: SimulatedTable,
  { identity, cells }: Pick<LiveRow, 'identity' | 'cells'>,
): Row {
  const named = columns.map((column, i) => [column, cells[i]?.value ?? null] as const);
  return { ...identity, ...Object.fromEntries(named) };
}

/** What became of the row; []: nothing, or it is new. */
export function fateOf({ table, columns }: SimulatedTable, row: LiveRow): readonly SimulatedFate[] {
  const { identity, cells } = row;
  if (identity === null) return [];
  if (!row.alive) return [{ table, identity, action: 'delete', cause: row.deletedBy }];
  if (row.writtenBy.size === 0) return [];
  const set = [...row.writtenBy].map(([column, cause]) => ({
    column: columns[column] ?? '',
    value: cells[column]?.value ?? null,
    cause,
  }));
  return [{ table, identity, action: 'update', set }];
}

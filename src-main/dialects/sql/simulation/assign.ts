import type { ReferentialAction } from '../../../model/relation.ts';
import type { ParentEvent } from '../../../model/row-sets.ts';
import type { Cell, SimulatedRelation, SimulatedTable } from '../../../model/simulation.ts';

/** A copy of the cells with some of them set. */
export function withCells(cells: readonly Cell[], set: ReadonlyMap<number, Cell>): readonly Cell[] {
  return cells.map((cell, column) => {
    const other = set.get(column);
    return other === undefined ? cell : other;
  });
}

/** What a relation's action writes into its children, by column; `key` is the parent's new one. */
export function assignedCells(
  relation: SimulatedRelation,
  event: ParentEvent,
  action: ReferentialAction,
  key: readonly Cell[],
  { defaults }: SimulatedTable,
): ReadonlyMap<number, Cell> {
  const { childColumns, setColumns } = relation;
  if (action === 'cascade') return new Map(childColumns.map((column, i) => [column, key[i] ?? null]));
  const columns = event === 'delete' ? setColumns : childColumns;
  return new Map(columns.map((column) => [column, action === 'setNull' ? null : (defaults[column] ?? null)]));
}

export function actionOf({ relation }: SimulatedRelation, event: ParentEvent): ReferentialAction {
  return event === 'delete' ? relation.onDelete : relation.onUpdate;
}

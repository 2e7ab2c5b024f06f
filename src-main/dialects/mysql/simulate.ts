import type { ParentEvent } from '../../model/row-sets.ts';
import type {
  Cell,
  Simulate,
  SimulatedCause,
  SimulatedRelation,
  Simulation,
} from '../../model/simulation.ts';
import { actionOf, assignedCells, withCells } from '../sql/simulation/assign.ts';
import { allEqual, cellsAt, identical, keyAt } from '../sql/simulation/cells.ts';
import type { LiveRow } from '../sql/simulation/live-row.ts';
import { createLiveTables } from '../sql/simulation/live-tables.ts';
import { outcomeOf, refuseChildren, refuseKey, refuseNulls } from '../sql/simulation/refusal.ts';
import { type IndexEntries, indexesOf, indexFor } from './simulation/index-entries.ts';

/** Rows and tables count alike: FK_MAX_CASCADE_DEL of InnoDB. */
export const deepest = 15;

/**
 * InnoDB goes depth first, row by row and index by index, and through the foreign keys of an index by name. What a row
 * that is being changed still has in its other indexes, and what it has there already, is what checks see.
 */
export const simulate: Simulate = (simulation) => outcomeOf(() => run(simulation));

function run(simulation: Simulation) {
  const tables = createLiveTables(simulation);
  const { relations } = simulation;
  const indexes = simulation.tables.map((given, at) => indexesOf(given, tables.table(at).rows));
  const keys = relations.map((relation) => ({
    relation,
    childIndex: indexFor(indexesAt(relation.child), relation.childColumns),
    parentIndex: indexFor(indexesAt(relation.parent), relation.parentColumns),
  }));
  const chain: { readonly table: number; readonly updated: boolean }[] = [];

  for (const statement of simulation.statements) {
    const { table: at } = statement;
    tables.start(statement);
    if (statement.kind === 'delete') {
      for (const number of statement.rows) remove(at, tables.row(at, number), null);
    } else if (statement.kind === 'update') {
      for (const { row, set } of statement.rows) write(at, tables.row(at, row), set, null, null);
    } else {
      for (const cells of statement.rows) insert(at, cells);
    }
  }
  return { refusal: null, fates: tables.fates() };

  function indexesAt(at: number): readonly IndexEntries[] {
    return indexes[at] ?? [];
  }

  function insert(at: number, cells: readonly Cell[]): void {
    refuseNulls(tables.table(at).given, null, cells, null);
    const row = tables.insert(at, cells);
    for (const [number, index] of indexesAt(at).entries()) enter(at, number, index, row, cells, null);
  }

  function remove(at: number, row: LiveRow, cause: SimulatedCause): void {
    if (!row.alive) return;
    const { cells } = row;
    chain.push({ table: at, updated: false });
    for (const [number, index] of indexesAt(at).entries()) {
      if (number === 0) tables.remove(at, row, cause);
      index.remove(row);
      checkParent(at, number, 'delete', { before: cells, cells, written: nothing }, null, cause);
    }
    chain.pop();
  }

  /** `by` is the relation whose action this is: InnoDB skips every check of that same key for the row. */
  function write(
    at: number,
    row: LiveRow,
    set: ReadonlyMap<number, Cell>,
    by: SimulatedRelation | null,
    cause: SimulatedCause,
  ): void {
    if (!row.alive) return;
    const before = row.cells;
    const cells = withCells(before, set);
    if (cause === null && allEqual(before, cells, identical)) {
      tables.write(at, row, cells, set.keys(), cause);
      return;
    }
    refuseNulls(tables.table(at).given, row, cells, by);
    chain.push({ table: at, updated: true });
    // A statement writes what it changes, an action all that its key was written in.
    const written = new Set(
      [...set.keys()].filter(
        (column) => by !== null || !identical(before[column] ?? null, cells[column] ?? null),
      ),
    );
    const [clustered, ...others] = indexesAt(at);
    const moves = clustered !== undefined && !allEqualAt(before, cells, clustered.columns);
    if (moves) row.alive = false;
    else tables.write(at, row, cells, set.keys(), cause);
    for (const [number, index] of [clustered, ...others].entries()) {
      if (index === undefined || (number === 0 && !moves)) continue;
      if (!moves && allEqualAt(before, cells, index.columns)) continue;
      index.remove(row);
      checkParent(at, number, 'update', { before, cells, written }, by, cause);
      enter(at, number, index, row, cells, by);
      if (number > 0) continue;
      row.alive = true;
      tables.write(at, row, cells, set.keys(), cause);
    }
    chain.pop();
  }

  /** Puts the row into an index, with the checks of the foreign keys that this index serves. */
  function enter(
    at: number,
    number: number,
    index: IndexEntries,
    row: LiveRow,
    cells: readonly Cell[],
    by: SimulatedRelation | null,
  ): void {
    const { given } = tables.table(at);
    for (const { relation, childIndex, parentIndex } of keys) {
      if (relation === by || relation.child !== at || childIndex !== number) continue;
      const key = keyAt(cells, relation.childColumns);
      if (key === null) continue;
      const found = indexesAt(relation.parent)[parentIndex]?.find(relation.parentColumns, key) ?? [];
      if (found.length > 0) continue;
      refuseChildren('parentMissing', relation, 'update', given, [{ identity: row.identity, cells }]);
    }
    const key = index.unique ? keyAt(cells, index.columns) : null;
    if (key !== null && index.find(index.columns, key).some((other) => other !== row)) {
      refuseKey(given, index.columns, cells);
    }
    index.add(row, cells);
  }

  /** The row has just left an index: what the foreign keys that reference this index make of it. */
  function checkParent(
    at: number,
    number: number,
    event: ParentEvent,
    { before, cells, written }: ParentRow,
    by: SimulatedRelation | null,
    from: SimulatedCause,
  ): void {
    for (const { relation, childIndex, parentIndex } of keys) {
      if (relation === by || relation.parent !== at || parentIndex !== number) continue;
      const old = keyAt(before, relation.parentColumns);
      const key = cellsAt(cells, relation.parentColumns);
      if (old === null || (event === 'update' && allEqual(old, key, identical))) continue;
      const action = actionOf(relation, event);
      const index = indexesAt(relation.child)[childIndex];
      const { given } = tables.table(relation.child);
      const rows = index?.find(relation.childColumns, old) ?? [];
      for (const row of rows) {
        if (index?.has(row, relation.childColumns, old) !== true) continue;
        if (action !== 'cascade' && action !== 'setNull') {
          refuseChildren('stillReferenced', relation, event, given, rows);
        }
        const deletes = event === 'delete' && action === 'cascade';
        const cyclic = !deletes && chain.some(({ table, updated }) => updated && table === relation.child);
        if (cyclic || chain.length >= deepest) {
          refuseChildren('actionUnsupported', relation, event, given, rows);
        }
        const cause = { relation: relation.relation, event, from };
        if (deletes) remove(relation.child, row, cause);
        else {
          const set = assignedCells(relation, event, action, key, given);
          write(
            relation.child,
            row,
            action === 'cascade' ? following(relation, set, written) : set,
            relation,
            cause,
          );
        }
      }
    }
  }
}

/** A row that leaves an index as it was, and the columns that are written. */
type ParentRow = {
  readonly before: readonly Cell[];
  readonly cells: readonly Cell[];
  readonly written: ReadonlySet<number>;
};

const nothing: ReadonlySet<number> = new Set();

/** Of a reference the columns follow whose part of the key is written. */
function following(
  { childColumns, parentColumns }: SimulatedRelation,
  set: ReadonlyMap<number, Cell>,
  written: ReadonlySet<number>,
): ReadonlyMap<number, Cell> {
  const follows = new Set(childColumns.filter((_, i) => written.has(parentColumns[i] ?? -1)));
  return new Map([...set].filter(([column]) => follows.has(column)));
}

function allEqualAt(a: readonly Cell[], b: readonly Cell[], columns: readonly number[]): boolean {
  return allEqual(cellsAt(a, columns), cellsAt(b, columns), identical);
}

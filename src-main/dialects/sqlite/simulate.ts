import type { ParentEvent } from '../../model/row-sets.ts';
import type {
  Cell,
  Simulate,
  SimulatedCause,
  SimulatedRelation,
  Simulation,
} from '../../model/simulation.ts';
import { actionOf, assignedCells, withCells } from '../sql/simulation/assign.ts';
import { allEqual, cellsAt, type KeyCells, keyAt } from '../sql/simulation/cells.ts';
import type { LiveRow } from '../sql/simulation/live-row.ts';
import { createLiveTables } from '../sql/simulation/live-tables.ts';
import { outcomeOf, refuse, refuseChildren } from '../sql/simulation/refusal.ts';
import { createViolationCounters } from './violation-counters.ts';

/** https://www.sqlite.org/limits.html#max_trigger_depth */
export const deepest = 1000;

/**
 * SQLite goes depth first, from each row through the newest foreign key first. RESTRICT refuses at once. For all others it
 * counts references without a parent up and down, and refuses where the count is not 0 at the end.
 */
export const simulate: Simulate = (simulation) => outcomeOf(() => run(simulation));

function run(simulation: Simulation) {
  const tables = createLiveTables(simulation);
  const { relations } = simulation;
  const counters = createViolationCounters(tables, relations);
  let depth = 0;

  for (const statement of simulation.statements) {
    const { table: at } = statement;
    counters.startStatement();
    tables.start(statement);
    if (statement.kind === 'delete') {
      for (const number of statement.rows) remove(at, tables.row(at, number), null);
    } else if (statement.kind === 'update') {
      const named = new Set(statement.columns);
      for (const { row, set } of statement.rows) write(at, tables.row(at, row), set, named, null, null);
    } else {
      for (const cells of statement.rows) {
        tables.check(at, null, cells, null);
        counters.appear(at, { cells }, null);
        tables.insert(at, cells);
      }
    }
    if (counters.immediate() !== 0) refuseViolation(false);
  }
  if (counters.deferred() !== 0) refuseViolation(true);
  return { refusal: null, fates: tables.fates() };

  function remove(at: number, row: LiveRow, cause: SimulatedCause): void {
    if (!row.alive) return;
    counters.vanish(at, row, null);
    tables.remove(at, row, cause);
    for (const relation of relations) {
      if (relation.parent === at)
        act(relation, 'delete', keyAt(row.cells, relation.parentColumns), [], cause);
    }
  }

  /** `named`: the columns that the statement names, whether or not their values differ. */
  function write(
    at: number,
    row: LiveRow,
    set: ReadonlyMap<number, Cell>,
    named: ReadonlySet<number>,
    by: SimulatedRelation | null,
    cause: SimulatedCause,
  ): void {
    if (!row.alive) return;
    const before = row.cells;
    const cells = withCells(before, set);
    tables.check(at, row, cells, by);
    const counts = counters.concerns(at, named);
    if (counts) counters.vanish(at, row, named);
    const show = tables.hide(at, row, counters.takesOut(at, named) ? null : named);
    if (counts) counters.appear(at, { cells }, named);
    show();
    tables.write(at, row, cells, set.keys(), cause);
    for (const relation of relations) {
      if (relation.parent !== at) continue;
      const old = cellsAt(before, relation.parentColumns);
      const key = cellsAt(cells, relation.parentColumns);
      if (!allEqual(old, key)) act(relation, 'update', keyAt(before, relation.parentColumns), key, cause);
    }
  }

  function act(
    relation: SimulatedRelation,
    event: ParentEvent,
    old: KeyCells | null,
    key: readonly Cell[],
    from: SimulatedCause,
  ): void {
    const action = actionOf(relation, event);
    if (action === 'noAction' || old === null) return;
    const rows = tables.children(relation, old);
    const { given } = tables.table(relation.child);
    if (rows.length === 0) return;
    if (action === 'restrict') refuseChildren('stillReferenced', relation, event, given, rows);
    depth += 1;
    if (depth > deepest) refuseChildren('actionUnsupported', relation, event, given, rows);
    const cause = { relation: relation.relation, event, from };
    const named = new Set(relation.childColumns);
    for (const row of rows) {
      if (action === 'cascade' && event === 'delete') remove(relation.child, row, cause);
      else
        write(
          relation.child,
          row,
          assignedCells(relation, event, action, key, given),
          named,
          relation,
          cause,
        );
    }
    depth -= 1;
  }

  /** The counters do not tell whose violation they counted: the first relation that has one is named. */
  function refuseViolation(deferred: boolean): never {
    for (const relation of relations) {
      if (relation.relation.deferred !== deferred) continue;
      const rows = counters.violations(relation);
      const { given } = tables.table(relation.child);
      if (rows.length > 0) refuseChildren('parentMissing', relation, 'delete', given, rows);
    }
    const [statement] = simulation.statements;
    const { table } = tables.table(statement?.table ?? 0).given;
    return refuse({ rule: 'orphans', relation: null, event: 'delete', table, columns: [], rows: [] });
  }
}

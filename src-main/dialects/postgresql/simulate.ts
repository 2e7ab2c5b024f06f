import type { ParentEvent } from '../../model/row-sets.ts';
import type {
  Cell,
  Simulate,
  SimulatedCause,
  SimulatedRelation,
  SimulatedStatement,
  Simulation,
} from '../../model/simulation.ts';
import { actionOf, assignedCells, withCells } from '../sql/simulation/assign.ts';
import { allEqual, cellsAt, equal, identical, type KeyCells, keyAt } from '../sql/simulation/cells.ts';
import type { LiveRow } from '../sql/simulation/live-row.ts';
import { createLiveTables, type LiveTables } from '../sql/simulation/live-tables.ts';
import { outcomeOf, refuseChildren } from '../sql/simulation/refusal.ts';

/**
 * PostgreSQL queues an event for each row and foreign key and fires them in rounds: what an event sets off waits behind
 * all that was queued before it. NO ACTION is such an event, too, unless it is deferred.
 */
export const simulate: Simulate = (simulation, version) =>
  outcomeOf(() => run(simulation, isBefore18(version) ? equalInLetters : equal));

type Event = { readonly relation: SimulatedRelation } & (
  | { readonly kind: 'check'; readonly row: LiveRow; readonly version: number }
  | {
      readonly kind: ParentEvent;
      readonly old: KeyCells;
      readonly key: readonly Cell[];
      readonly cause: SimulatedCause;
    }
);

/** `sameReference`: whether a row that has b instead of a needs no check. */
function run(simulation: Simulation, sameReference: (a: Cell, b: Cell) => boolean) {
  const tables = createLiveTables(simulation);
  const { relations } = simulation;
  let queue: Event[] = [];
  let deferred: Event[] = [];

  for (const statement of simulation.statements) {
    tables.start(statement);
    start(statement);
    if (simulation.together === undefined) drain();
  }
  drain();
  while (deferred.length > 0) {
    const round = deferred;
    deferred = [];
    for (const event of round) fire(event);
    drain();
  }
  return { refusal: null, fates: tables.fates() };

  function start(statement: SimulatedStatement): void {
    const { table: at } = statement;
    if (statement.kind === 'delete') {
      for (const number of statement.rows) remove(at, tables.row(at, number), null);
    } else if (statement.kind === 'update') {
      for (const { row, set } of statement.rows) write(at, tables.row(at, row), set, null, null);
    } else {
      for (const cells of statement.rows) {
        tables.check(at, null, cells, null);
        queueChecks(at, tables.insert(at, cells), null);
      }
    }
  }

  function drain(): void {
    while (queue.length > 0) {
      const round = queue;
      queue = [];
      for (const event of round) fire(event);
    }
  }

  function enqueue(event: Event): void {
    const waits = event.kind === 'check' || actionOf(event.relation, event.kind) === 'noAction';
    (event.relation.relation.deferred && waits ? deferred : queue).push(event);
  }

  function remove(at: number, row: LiveRow, cause: SimulatedCause): void {
    if (!row.alive) return;
    tables.remove(at, row, cause);
    for (const relation of relations) {
      if (relation.parent !== at) continue;
      const old = keyAt(row.cells, relation.parentColumns);
      if (old !== null) enqueue({ kind: 'delete', relation, old, key: [], cause });
    }
  }

  function write(
    at: number,
    row: LiveRow,
    set: ReadonlyMap<number, Cell>,
    by: SimulatedRelation | null,
    cause: SimulatedCause,
  ): void {
    if (!row.alive) return;
    const before = { cells: row.cells, fresh: row.version === 0 };
    const cells = withCells(row.cells, set);
    tables.check(at, row, cells, by);
    tables.write(at, row, cells, set.keys(), cause);
    tables.moveToEnd(row);
    for (const relation of relations) {
      if (relation.parent !== at) continue;
      const old = keyAt(before.cells, relation.parentColumns);
      const key = cellsAt(cells, relation.parentColumns);
      if (old === null || allEqual(old, key, identical)) continue;
      enqueue({ kind: 'update', relation, old, key, cause });
    }
    queueChecks(at, row, before.fresh ? before.cells : null);
  }

  /** `before`: what the row was, if it is checked only where that changed. Rows written before are always checked. */
  function queueChecks(at: number, row: LiveRow, before: readonly Cell[] | null): void {
    for (const relation of relations) {
      if (relation.child !== at) continue;
      const reference = cellsAt(row.cells, relation.childColumns);
      const nulls = reference.filter((cell) => cell === null).length;
      if (nulls === reference.length || (nulls > 0 && relation.relation.match !== 'full')) continue;
      const unchanged =
        before !== null && allEqual(cellsAt(before, relation.childColumns), reference, sameReference);
      if (nulls === 0 && unchanged) continue;
      enqueue({ kind: 'check', relation, row, version: row.version });
    }
  }

  function fire(event: Event): void {
    if (event.kind === 'check') checkReference(tables, event.relation, event.row, event.version);
    else act(event.relation, event.kind, event.old, event.key, event.cause);
  }

  function act(
    relation: SimulatedRelation,
    event: ParentEvent,
    old: KeyCells,
    key: readonly Cell[],
    from: SimulatedCause,
  ): void {
    const action = actionOf(relation, event);
    if (action === 'restrict' || action === 'noAction') {
      refuseReferenced(tables, relation, event, old, action === 'noAction');
      return;
    }
    const cause = { relation: relation.relation, event, from };
    const { given } = tables.table(relation.child);
    for (const row of tables.children(relation, old)) {
      if (action === 'cascade' && event === 'delete') remove(relation.child, row, cause);
      else write(relation.child, row, assignedCells(relation, event, action, key, given), relation, cause);
    }
    // The default may be the very key that is gone.
    if (action === 'setDefault') refuseReferenced(tables, relation, event, old, true);
  }
}

/** Before PostgreSQL 18 the old reference was compared with the new one under the collation of the database. */
function isBefore18(version: string | undefined): boolean {
  return version !== undefined && Number.parseInt(version, 10) < 18;
}

function equalInLetters(a: Cell, b: Cell): boolean {
  return typeof a?.value === 'string' ? identical(a, b) : equal(a, b);
}

function checkReference(
  tables: LiveTables,
  relation: SimulatedRelation,
  row: LiveRow,
  version: number,
): void {
  if (!row.alive || row.version !== version) return;
  const reference = cellsAt(row.cells, relation.childColumns);
  if (reference.every((cell) => cell === null)) return;
  const key = keyAt(row.cells, relation.childColumns);
  if (key === null ? relation.relation.match !== 'full' : tables.parentExists(relation, key)) return;
  refuseChildren('parentMissing', relation, 'update', tables.table(relation.child).given, [row]);
}

function refuseReferenced(
  tables: LiveTables,
  relation: SimulatedRelation,
  event: ParentEvent,
  old: KeyCells,
  unlessReplaced: boolean,
): void {
  if (unlessReplaced && tables.parentExists(relation, old)) return;
  const rows = tables.children(relation, old);
  if (rows.length === 0) return;
  refuseChildren('stillReferenced', relation, event, tables.table(relation.child).given, rows);
}

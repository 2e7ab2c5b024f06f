import { compareSwitch } from '../engine/compare-switch.ts';
import type { Catalog, ForeignKey } from '../model/catalog.ts';
import { tableKey } from '../model/identity.ts';
import type { MigrationStep } from '../model/migration.ts';
import { planSummary } from '../model/plan-summary.ts';
import type { RelationFile } from '../model/relation-file.ts';
import type { SwitchWay } from '../model/switch-way.ts';
import type { JournalLine, SwitchGoal } from '../storage/switch-journal-schema.ts';
import type { OpenConnection } from './open-connection.ts';
import type { RepairWork } from './switch-repairs.ts';

export type Direction = 'forward' | 'back';

/** All that is to be done to bring a switch to an end, or to take it back, as the database now is. */
export type SwitchWork = {
  readonly direction: Direction;
  readonly adds: boolean;
  /** In their order. */
  readonly parts: readonly SwitchPart[];
  /** All of their steps, as they are shown and counted. */
  readonly steps: readonly MigrationStep[];
  /** Those that the dialect runs. */
  readonly ddl: readonly MigrationStep[];
  /** Written before the keys go, and after they have come, so that a relation is at no time nowhere. */
  readonly file: RelationFile;
};

/** Steps that are done in one go: by the dialect, by a change of rows, or by writing the relation file. */
export type SwitchPart =
  | { readonly kind: 'ddl'; readonly steps: readonly MigrationStep[] }
  | { readonly kind: 'rows'; readonly steps: readonly MigrationStep[]; readonly work: RepairWork }
  | { readonly kind: 'file'; readonly steps: readonly MigrationStep[] };

/**
 * Follows from comparing the catalog with the goal; the journal only says whose rows are yet to be checked. `repair`: what
 * is to be done with rows; null: nothing.
 */
export function switchWork(
  connection: OpenConnection,
  catalog: Catalog,
  goal: SwitchGoal,
  direction: Direction,
  lines: readonly JournalLine[],
  repair: RepairWork | null,
): SwitchWork {
  const { foreignKeys } = connection.dialect;
  const adds = addsKeys(goal, direction);
  const state = compareSwitch(goal.keys, goal.indexes, catalog);
  const way: SwitchWay = {
    serverVersion: connection.database.serverVersion,
    chosen: goal.chosen,
    unchecked: [...new Set([...state.unvalidated, ...doubtful(state.present, lines)])],
  };
  const { remembered } = goal.to === 'prisma' ? goal.fileAfter : goal.fileNow;
  const { steps: keys } = adds
    ? foreignKeys.add(catalog, state.absent, remembered, way)
    : foreignKeys.drop(catalog, state.present, way);
  const changing =
    direction === 'forward'
      ? [...state.absentIndexes.map((index) => foreignKeys.createIndex(catalog, index)), ...keys]
      : [...keys, ...state.presentIndexes.map((index) => foreignKeys.dropIndex(catalog, index))];
  const first =
    direction === 'forward' && changing.length > 0 ? foreignKeys.prepare(connection.settings, way) : [];
  const file = direction === 'forward' ? goal.fileAfter : goal.fileNow;
  const written: SwitchPart = { kind: 'file', steps: [fileStep(file, connection.relationFilePath)] };
  const rows: readonly SwitchPart[] =
    repair === null ? [] : [{ kind: 'rows', steps: [rowsStep(repair)], work: repair }];
  const asDdl = (steps: readonly MigrationStep[]): readonly SwitchPart[] =>
    steps.length === 0 ? [] : [{ kind: 'ddl', steps }];
  // The copy of a file is made of rows as they were, and keys come once there is nothing in their way.
  const before =
    rows.length > 0 && adds ? [...asDdl(first), ...rows, ...asDdl(changing)] : asDdl([...first, ...changing]);
  const parts = adds ? [...before, written] : [written, ...before, ...rows];
  return {
    direction,
    adds,
    parts,
    steps: parts.flatMap(({ steps }) => steps),
    ddl: parts.flatMap(({ kind, steps }) => (kind === 'ddl' ? steps : [])),
    file,
  };
}

export function addsKeys({ to }: SwitchGoal, direction: Direction): boolean {
  return (to === 'foreignKeys') === (direction === 'forward');
}

/** Keys of tables at which an attempt to add them stopped: they may be there without their rows having been checked. */
export function doubtful(keys: readonly ForeignKey[], lines: readonly JournalLine[]): readonly ForeignKey[] {
  const tables = new Set<string>();
  let steps: readonly (string | null)[] = [];
  for (const line of lines) {
    if (line.kind === 'attempt') {
      steps = line.steps.map(({ kind, table }) =>
        line.adds && (kind === 'keys' || kind === 'check') && table !== null ? tableKey(table) : null,
      );
    }
    if (line.kind !== 'started' && line.kind !== 'done') continue;
    const table = steps[line.step] ?? null;
    if (table !== null && line.kind === 'started') tables.add(table);
    if (table !== null && line.kind === 'done') tables.delete(table);
  }
  return keys.filter((key) => tables.has(tableKey(key.table)));
}

function rowsStep(repair: RepairWork): MigrationStep {
  const undoes = repair.kind === 'undo';
  const what = undoes ? repair.summary : planSummary(repair.plan);
  return {
    summary: `${undoes ? 'Take back the repair of orphans' : 'Repair orphans'}: ${what.charAt(0).toLowerCase()}${what.slice(1)}`,
    kind: 'repair',
    table: null,
    execute: undoes ? [] : repair.plan.statements,
    // What a plan of changes sends is made for one transaction at one moment.
    unattended: [],
    reverse: null,
    locks: null,
    estimateMs: null,
    rewrites: false,
    ...(undoes ? {} : { changes: repair.plan }),
  };
}

function fileStep({ mode, relations }: RelationFile, path: string): MigrationStep {
  const count = relations.length === 1 ? '1 relation' : `${relations.length} relations`;
  return {
    summary: `Write the relation mode ${mode}, with ${count}, to ${path}`,
    kind: 'file',
    table: null,
    execute: [],
    reverse: null,
    locks: null,
    estimateMs: null,
    rewrites: false,
  };
}

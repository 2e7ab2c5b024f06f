import { compareSwitch } from '../engine/compare-switch.ts';
import type { Catalog, ForeignKey } from '../model/catalog.ts';
import { tableKey } from '../model/identity.ts';
import type { MigrationStep } from '../model/migration.ts';
import type { RelationFile } from '../model/relation-file.ts';
import type { SwitchWay } from '../model/switch-way.ts';
import type { JournalLine, SwitchGoal } from '../storage/switch-journal-schema.ts';
import type { OpenConnection } from './open-connection.ts';

export type Direction = 'forward' | 'back';

/** All that is to be done to bring a switch to an end, or to take it back, as the database now is. */
export type SwitchWork = {
  readonly direction: Direction;
  readonly adds: boolean;
  /** What is shown and counted. */
  readonly steps: readonly MigrationStep[];
  /** Those that the dialect runs; the first of them is step number `firstDdl`. */
  readonly ddl: readonly MigrationStep[];
  readonly firstDdl: number;
  /** Written before the keys go, and after they have come, so that a relation is at no time nowhere. */
  readonly file: RelationFile;
};

/** Follows from comparing the catalog with the goal; the journal only says whose rows are yet to be checked. */
export function switchWork(
  connection: OpenConnection,
  catalog: Catalog,
  goal: SwitchGoal,
  direction: Direction,
  lines: readonly JournalLine[],
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
  const ddl = [...first, ...changing];
  const file = direction === 'forward' ? goal.fileAfter : goal.fileNow;
  const written = fileStep(file, connection.relationFilePath);
  return {
    direction,
    adds,
    steps: adds ? [...ddl, written] : [written, ...ddl],
    ddl,
    firstDdl: adds ? 0 : 1,
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

import { createHash, randomUUID } from 'node:crypto';
import type { Session } from '../dialects/dialect.ts';
import { planModeSwitch } from '../engine/plan-mode-switch.ts';
import type { SwitchPlan } from '../engine/switch-question.ts';
import type { MigrationPlan, MigrationStep } from '../model/migration.ts';
import type { RelationMode } from '../model/relation.ts';
import type { RelationFile } from '../model/relation-file.ts';
import { type ReadModel, readModel } from './models.ts';
import type { OpenConnection } from './open-connection.ts';
import { findOrphans } from './switch-findings.ts';

/** A plan with what applying it takes. */
export type PreparedSwitch = {
  readonly plan: MigrationPlan;
  /** The foreign keys that go or come. */
  readonly keys: SwitchPlan['keys'];
  /** The steps of the plan that the dialect runs; the first of them is step number `firstDdl` of the plan. */
  readonly ddl: readonly MigrationStep[];
  readonly firstDdl: number;
  /** The relation file as it is, as it must be before the foreign keys go (null: unchanged), and at the end. */
  readonly fileNow: RelationFile;
  readonly fileBefore: RelationFile | null;
  readonly fileAfter: RelationFile;
};

/** Reads everything anew and plans; the same database and file give the same digest. */
export async function prepareSwitch(
  connection: OpenConnection,
  to: RelationMode,
  decisions: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<PreparedSwitch> {
  const { dialect, database, relationFilePath, askedMode } = connection;
  const read = await readModel(dialect, database, relationFilePath, askedMode, signal);
  const session = await database.session();
  try {
    const planned = await planFrom(connection, read, to, decisions, session, signal);
    return withSteps(connection, read, planned);
  } finally {
    await session.release();
  }
}

async function planFrom(
  { dialect }: OpenConnection,
  read: ReadModel,
  to: RelationMode,
  decisions: Readonly<Record<string, string>>,
  session: Session,
  signal: AbortSignal | undefined,
): Promise<SwitchPlan> {
  const adds = to === 'foreignKeys' && read.model.mode !== to;
  return planModeSwitch({
    ...read,
    to,
    decisions,
    rules: {
      actions: dialect.info.actions,
      parentKey: dialect.foreignKeys.parentKey,
      typeRefusal: dialect.foreignKeys.typeRefusal,
      unsupported: adds ? await dialect.foreignKeys.unsupported(session) : null,
      differences: dialect.foreignKeys.differences[to],
    },
    findings: adds ? await findOrphans(dialect, session, read.model, signal) : new Map(),
  });
}

function withSteps(connection: OpenConnection, read: ReadModel, planned: SwitchPlan): PreparedSwitch {
  const { keys, kept, ...shown } = planned;
  const { foreignKeys } = connection.dialect;
  const { catalog, file } = read;
  const drops = planned.to === 'prisma';
  const dropped = drops ? foreignKeys.drop(catalog, keys) : null;
  const ddl = dropped?.steps ?? foreignKeys.add(catalog, keys, file.remembered).steps;
  const fileAfter: RelationFile = {
    ...file,
    mode: planned.to,
    relations: kept,
    remembered: dropped?.remembered ?? [],
  };
  const before = drops ? [fileStep(`Write ${kept.length} relations to ${connection.relationFilePath}`)] : [];
  const last = drops
    ? `Set the relation mode to prisma in ${connection.relationFilePath}`
    : `Set the relation mode to foreignKeys in ${connection.relationFilePath}, with ${kept.length} relations left in it`;
  const steps = [...before, ...ddl, fileStep(last)];
  return {
    plan: {
      plan: randomUUID(),
      ...shown,
      transactional: foreignKeys.transactional,
      digest: digestOf([catalog.foreignKeys, file, decided(shown), steps.map(statementsOf)]),
      steps,
    },
    keys,
    ddl,
    firstDdl: before.length,
    fileNow: file,
    fileBefore: drops ? { ...fileAfter, mode: planned.from } : null,
    fileAfter,
  };
}

function fileStep(summary: string): MigrationStep {
  return { summary, table: null, execute: [], reverse: null, locks: null, estimateMs: null };
}

/** Without counts and estimates: rows that come and go change the plan only where they change what is done. */
function decided({ relations, blockers }: Pick<SwitchPlan, 'relations' | 'blockers'>): unknown {
  return [
    relations.map(({ relation, change }) => [relation, change]),
    blockers.map(({ rule, relation }) => [rule, relation]),
  ];
}

function statementsOf({ summary, execute, reverse }: MigrationStep): unknown {
  return [summary, execute, reverse];
}

function digestOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

import { createHash, randomUUID } from 'node:crypto';
import type { Session } from '../dialects/dialect.ts';
import { planModeSwitch } from '../engine/plan-mode-switch.ts';
import type { SwitchPlan } from '../engine/switch-question.ts';
import type { MigrationPlan, MigrationStep } from '../model/migration.ts';
import type { RelationMode } from '../model/relation.ts';
import type { SwitchGoal } from '../storage/switch-journal-schema.ts';
import { type ReadModel, readModel } from './models.ts';
import type { OpenConnection } from './open-connection.ts';
import { findDuplicates, findOrphans } from './switch-findings.ts';
import { type SwitchWork, switchWork } from './switch-work.ts';

/** A plan with what applying it takes. */
export type PreparedSwitch = {
  readonly plan: MigrationPlan;
  readonly goal: SwitchGoal;
  readonly work: SwitchWork;
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
  const { foreignKeys } = dialect;
  const emulated = read.model.relations.filter(({ state }) => state === 'emulated');
  return planModeSwitch({
    ...read,
    to,
    decisions,
    rules: {
      actions: dialect.info.actions,
      parentKey: foreignKeys.parentKey,
      childIndex: foreignKeys.childIndex,
      typeRefusal: foreignKeys.typeRefusal,
      unsupported: adds ? await foreignKeys.unsupported(session) : null,
      differences: foreignKeys.differences[to],
      decisions: foreignKeys.decisions[to],
    },
    findings: adds ? await findOrphans(dialect, session, read.model, emulated, signal) : new Map(),
    duplicates: adds ? await findDuplicates(dialect, session, read.model, emulated, signal) : new Map(),
  });
}

function withSteps(
  connection: OpenConnection,
  { catalog, file }: ReadModel,
  planned: SwitchPlan,
): PreparedSwitch {
  const { keys, kept, indexes, chosen, ...shown } = planned;
  const { foreignKeys } = connection.dialect;
  const remembered = planned.to === 'prisma' ? foreignKeys.drop(catalog, keys).remembered : [];
  const goal: SwitchGoal = {
    from: planned.from,
    to: planned.to,
    keys,
    indexes,
    chosen,
    fileNow: file,
    fileAfter: { ...file, mode: planned.to, relations: kept, remembered },
  };
  const work = switchWork(connection, catalog, goal, 'forward', []);
  return {
    plan: {
      plan: randomUUID(),
      ...shown,
      transactional: isOneTransaction(work.ddl),
      digest: digestOf([catalog.foreignKeys, file, decided(shown), work.steps.map(statementsOf)]),
      steps: work.steps,
    },
    goal,
    work,
  };
}

/** Whether the steps are all or nothing by the database itself. Copies of the file do not count: they change nothing. */
export function isOneTransaction(ddl: readonly MigrationStep[]): boolean {
  const [first, ...others] = ddl
    .filter(({ kind }) => kind !== 'backup')
    .map(({ transaction }) => transaction);
  return first !== undefined && others.every((transaction) => transaction === first);
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

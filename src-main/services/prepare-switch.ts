import { createHash, randomUUID } from 'node:crypto';
import type { Database, Session } from '../dialects/dialect.ts';
import { planModeSwitch } from '../engine/plan-mode-switch.ts';
import type { SwitchPlan } from '../engine/switch-question.ts';
import type { MigrationPlan, MigrationStep } from '../model/migration.ts';
import type { ChangePlan } from '../model/plan.ts';
import type { RelationMode } from '../model/relation.ts';
import type { SwitchGoal } from '../storage/switch-journal-schema.ts';
import { type ReadModel, readModel } from './models.ts';
import type { OpenConnection } from './open-connection.ts';
import { findDuplicates, findOrphans } from './switch-findings.ts';
import type { SwitchRepairs } from './switch-repairs.ts';
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
  repairs: SwitchRepairs,
  signal?: AbortSignal,
): Promise<PreparedSwitch> {
  const { dialect, database, relationFilePath, askedMode } = connection;
  const read = await readModel(dialect, database, relationFilePath, askedMode, signal);
  const planned = await planFrom(connection, read, to, decisions, signal);
  const chosen = planned.repairs;
  const repair =
    chosen.length === 0 ? null : await repairs.preview({ ...connection, ...read }, chosen, signal);
  return withSteps(connection, read, planned, repair);
}

async function planFrom(
  { dialect, database }: OpenConnection,
  read: ReadModel,
  to: RelationMode,
  decisions: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<SwitchPlan> {
  const adds = to === 'foreignKeys' && read.model.mode !== to;
  const { foreignKeys } = dialect;
  const emulated = read.model.relations.filter(({ state }) => state === 'emulated');
  const found = async (session: Session) => ({
    unsupported: await foreignKeys.unsupported(session),
    findings: await findOrphans(dialect, session, read.model, emulated, signal),
    duplicates: await findDuplicates(dialect, session, read.model, emulated, signal),
  });
  const { unsupported, ...rows } = adds
    ? await withSession(database, found)
    : { unsupported: null, findings: new Map(), duplicates: new Map() };
  return planModeSwitch({
    ...read,
    to,
    decisions,
    rules: {
      actions: dialect.info.actions,
      parentKey: foreignKeys.parentKey,
      childIndex: foreignKeys.childIndex,
      typeRefusal: foreignKeys.typeRefusal,
      unsupported,
      differences: foreignKeys.differences[to],
      decisions: foreignKeys.decisions[to],
    },
    ...rows,
  });
}

async function withSession<T>(database: Database, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await database.session();
  try {
    return await work(session);
  } finally {
    await session.release();
  }
}

function withSteps(
  connection: OpenConnection,
  { catalog, file }: ReadModel,
  planned: SwitchPlan,
  repair: ChangePlan | null,
): PreparedSwitch {
  const { keys, kept, indexes, chosen, repairs, ...found } = planned;
  const shown = repair === null ? found : withRepair(connection, found, repair, keys);
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
    ...(repair === null ? {} : { repairs: { digest: repair.digest, chosen: repairs } }),
  };
  const todo = repair === null ? null : { kind: 'repair' as const, plan: repair };
  const work = switchWork(connection, catalog, goal, 'forward', [], todo);
  return {
    plan: {
      plan: randomUUID(),
      ...shown,
      transactional: repair === null && isOneTransaction(work.ddl),
      digest: digestOf([catalog.foreignKeys, file, decided(shown), work.steps.map(statementsOf)]),
      steps: work.steps,
    },
    goal,
    work,
  };
}

/** What stands against a repair stands against the switch. */
function withRepair<Shown extends Pick<SwitchPlan, 'blockers' | 'warnings'>>(
  { dialect }: OpenConnection,
  shown: Shown,
  { blockers, warnings }: ChangePlan,
  keys: SwitchPlan['keys'],
): Shown {
  const { orphansBack } = dialect.foreignKeys;
  const takesOrphans = keys.every((key) => orphansBack.refusal({ ...key, validated: true }) === null);
  const message =
    'The repair is in the history, but can be undone in the relation mode prisma only: foreign keys take no orphans back.';
  const undo = takesOrphans ? [] : [{ rule: 'undoBlocked', relation: null, message }];
  return {
    ...shown,
    blockers: [...shown.blockers, ...blockers],
    warnings: [...shown.warnings, ...warnings, ...undo],
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

/** A plan of changes is known by its own digest, whatever its statements are. */
function statementsOf({ summary, execute, reverse, changes }: MigrationStep): unknown {
  return changes === undefined ? [summary, execute, reverse] : changes.digest;
}

function digestOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

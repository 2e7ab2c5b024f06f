import type { SwitchEvent } from '../contract/results.ts';
import { AppError } from '../model/error.ts';
import type { ExportedSwitch, ExportForm, InterruptedSwitch, MigrationPlan } from '../model/migration.ts';
import type { RelationMode, RelationModel } from '../model/relation.ts';
import { type SwitchJournal, switchJournal } from '../storage/switch-journal.ts';
import { emittedEvents } from './emitted-events.ts';
import { exportSwitch } from './export-switch.ts';
import { finishSwitch, startSwitch } from './finish-switch.ts';
import type { HeldPlans } from './held-plans.ts';
import { examineInterrupted } from './interrupted-switch.ts';
import type { OpenConnection } from './open-connection.ts';
import { type PreparedSwitch, prepareSwitch } from './prepare-switch.ts';
import type { SwitchRun } from './run-switch.ts';
import type { SwitchRepairs } from './switch-repairs.ts';
import type { Direction } from './switch-work.ts';

export type HeldSwitch = {
  readonly connection: OpenConnection;
  readonly decisions: Readonly<Record<string, string>>;
  readonly plan: MigrationPlan;
};

type Running = AsyncGenerator<SwitchEvent, RelationModel>;

export type ModeSwitch = {
  preview(
    connection: OpenConnection,
    to: RelationMode,
    decisions?: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<MigrationPlan>;
  /** `plan.unknown`, `plan.blocked`, `readOnly`; `plan.stale` carries the plan as it would be now, which is held. */
  apply(plan: string, signal?: AbortSignal): Running;
  export(plan: string, as: ExportForm, folder: string): ExportedSwitch;
  /** What is left of a switch that was interrupted; null: none was. */
  interrupted(connection: OpenConnection, signal?: AbortSignal): Promise<InterruptedSwitch | null>;
  /** Brings it to its end. */
  resume(connection: OpenConnection, signal?: AbortSignal): Running;
  /** Takes it back. */
  goBack(connection: OpenConnection, signal?: AbortSignal): Running;
};

export function createModeSwitch({
  plans,
  repairs,
  onSwitched,
  journal = switchJournal,
}: {
  readonly plans: HeldPlans<HeldSwitch>;
  readonly repairs: SwitchRepairs;
  /** Called once the new mode is in force. */
  readonly onSwitched?: (connection: OpenConnection) => Promise<void>;
  readonly journal?: SwitchJournal;
}): ModeSwitch {
  /** By their relation files: a database that is open twice is switched once at a time, too. */
  const switching = new Set<string>();

  function hold(connection: OpenConnection, decisions: HeldSwitch['decisions'], plan: MigrationPlan) {
    plans.hold(plan.plan, connection.handle, { connection, decisions, plan });
    return plan;
  }

  async function prepareAgain(held: HeldSwitch, signal?: AbortSignal): Promise<PreparedSwitch> {
    const { connection, decisions, plan } = held;
    plans.discard(plan.plan);
    const prepared = await prepareSwitch(connection, plan.to, decisions, repairs, signal);
    if (prepared.plan.digest === plan.digest) return prepared;
    throw new AppError('plan.stale', 'The database or its relation file changed since the plan was shown.', {
      hint: 'Nothing was done. Look at the new plan.',
      data: hold(connection, decisions, prepared.plan),
    });
  }

  async function refuseInterrupted(connection: OpenConnection): Promise<void> {
    if ((await journal.read(connection.relationFilePath)) === null) return;
    throw new AppError('request.invalid', `A switch of ${connection.name} was interrupted.`, {
      hint: 'Resume it or go back first.',
    });
  }

  async function* alone(
    connection: OpenConnection,
    work: (run: Pick<SwitchRun, 'connection' | 'journal' | 'repairs' | 'emit'>) => Promise<RelationModel>,
  ): Running {
    refuseReadOnly(connection);
    const path = connection.relationFilePath;
    if (switching.has(path)) {
      throw new AppError('request.invalid', `A mode switch of ${connection.name} is running already.`);
    }
    switching.add(path);
    try {
      const model = yield* emittedEvents<SwitchEvent, RelationModel>((emit) =>
        work({ connection, journal, repairs, emit }),
      );
      await onSwitched?.(connection);
      return model;
    } finally {
      switching.delete(path);
    }
  }

  function finish(connection: OpenConnection, direction: Direction, signal?: AbortSignal): Running {
    return alone(connection, async (parts) => {
      const found = await journal.read(connection.relationFilePath);
      if (found === null) {
        throw new AppError('request.invalid', `No switch of ${connection.name} was interrupted.`);
      }
      return finishSwitch({ ...parts, goal: found.goal, signal }, found, direction);
    });
  }

  return {
    async preview(connection, to, decisions = {}, signal) {
      await refuseInterrupted(connection);
      const { plan } = await prepareSwitch(connection, to, decisions, repairs, signal);
      return hold(connection, decisions, plan);
    },

    async *apply(id, signal) {
      const held = plans.get(id);
      const { connection } = held;
      refuseReadOnly(connection);
      refuseBlocked(held);
      return yield* alone(connection, async (parts) => {
        await refuseInterrupted(connection);
        const { goal, work } = await prepareAgain(held, signal);
        return startSwitch({ ...parts, goal, signal }, work);
      });
    },

    export(id, as, folder) {
      const held = plans.get(id);
      refuseBlocked(held);
      return exportSwitch(held.plan, held.connection.dialect.foreignKeys.script, as, folder);
    },

    interrupted: (connection, signal) =>
      switching.has(connection.relationFilePath)
        ? Promise.resolve(null)
        : examineInterrupted(connection, journal, signal),

    resume: (connection, signal) => finish(connection, 'forward', signal),
    goBack: (connection, signal) => finish(connection, 'back', signal),
  };
}

function refuseReadOnly({ readOnly, name, model }: OpenConnection): void {
  if (!readOnly) return;
  throw new AppError('readOnly', `${name} is open read-only, so its relation mode stays ${model.mode}.`, {
    hint: 'Open it again without read-only.',
  });
}

function refuseBlocked({ plan }: HeldSwitch): void {
  const [first] = plan.blockers;
  if (first === undefined) return;
  throw new AppError('plan.blocked', `The switch to ${plan.to} is blocked: ${first.message}`, {
    hint: 'Mend what blocks it, or decide to leave those relations out, and preview again.',
    data: { blockers: plan.blockers },
  });
}

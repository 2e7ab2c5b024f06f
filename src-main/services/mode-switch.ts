import type { SwitchEvent } from '../contract/results.ts';
import { AppError } from '../model/error.ts';
import type { MigrationPlan } from '../model/migration.ts';
import type { RelationMode, RelationModel } from '../model/relation.ts';
import { emittedEvents } from './emitted-events.ts';
import type { HeldPlans } from './held-plans.ts';
import type { OpenConnection } from './open-connection.ts';
import { type PreparedSwitch, prepareSwitch } from './prepare-switch.ts';
import { runSwitch } from './run-switch.ts';

export type HeldSwitch = {
  readonly connection: OpenConnection;
  readonly decisions: Readonly<Record<string, string>>;
  readonly plan: MigrationPlan;
};

export type ModeSwitch = {
  preview(
    connection: OpenConnection,
    to: RelationMode,
    decisions?: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<MigrationPlan>;
  /** `plan.unknown`, `plan.blocked`, `readOnly`; `plan.stale` carries the plan as it would be now, which is held. */
  apply(plan: string, signal?: AbortSignal): AsyncGenerator<SwitchEvent, RelationModel>;
};

export function createModeSwitch({
  plans,
  onSwitched,
}: {
  readonly plans: HeldPlans<HeldSwitch>;
  /** Called once the new mode is in force. */
  readonly onSwitched?: (connection: OpenConnection) => Promise<void>;
}): ModeSwitch {
  const switching = new Set<string>();

  function hold(connection: OpenConnection, decisions: HeldSwitch['decisions'], plan: MigrationPlan) {
    plans.hold(plan.plan, connection.handle, { connection, decisions, plan });
    return plan;
  }

  async function prepareAgain(held: HeldSwitch, signal?: AbortSignal): Promise<PreparedSwitch> {
    const { connection, decisions, plan } = held;
    plans.discard(plan.plan);
    const prepared = await prepareSwitch(connection, plan.to, decisions, signal);
    if (prepared.plan.digest === plan.digest) return prepared;
    throw new AppError('plan.stale', 'The database or its relation file changed since the plan was shown.', {
      hint: 'Nothing was done. Look at the new plan.',
      data: hold(connection, decisions, prepared.plan),
    });
  }

  return {
    async preview(connection, to, decisions = {}, signal) {
      const { plan } = await prepareSwitch(connection, to, decisions, signal);
      return hold(connection, decisions, plan);
    },

    async *apply(id, signal) {
      const held = plans.get(id);
      const { connection } = held;
      refuse(held);
      if (switching.has(connection.handle)) {
        throw new AppError('request.invalid', `A mode switch of ${connection.name} is running already.`);
      }
      switching.add(connection.handle);
      try {
        const prepared = await prepareAgain(held, signal);
        const model = yield* emittedEvents<SwitchEvent, RelationModel>((emit) =>
          runSwitch(connection, prepared, emit, signal),
        );
        await onSwitched?.(connection);
        return model;
      } finally {
        switching.delete(connection.handle);
      }
    },
  };
}

function refuse({ connection, plan }: HeldSwitch): void {
  if (connection.readOnly) {
    throw new AppError(
      'readOnly',
      `${connection.name} is open read-only, so its relation mode stays ${plan.from}.`,
      {
        hint: 'Open it again without read-only.',
      },
    );
  }
  const [first] = plan.blockers;
  if (first !== undefined) {
    throw new AppError('plan.blocked', `The switch to ${plan.to} is blocked: ${first.message}`, {
      hint: 'Mend what blocks it, or decide to leave those relations out, and preview again.',
      data: { blockers: plan.blockers },
    });
  }
}

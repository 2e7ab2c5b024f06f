import type { RelationEdit, SwitchEvent } from '../contract/results.ts';
import { type Actions, refuseActions, withActions } from '../engine/edit-actions.ts';
import { keyedForeignKeys } from '../engine/relation-graph.ts';
import type { ForeignKey } from '../model/catalog.ts';
import { AppError } from '../model/error.ts';
import type { MigrationPlan } from '../model/migration.ts';
import type { RelationModel } from '../model/relation.ts';
import { emittedEvents } from './emitted-events.ts';
import type { HeldPlans } from './held-plans.ts';
import { reloadModel } from './models.ts';
import type { OpenConnection } from './open-connection.ts';
import { type AskedEdit, planEdit } from './plan-edit.ts';
import { keep, keptRelation } from './relations.ts';

export type HeldEdit = {
  readonly connection: OpenConnection;
  readonly id: string;
  readonly asked: AskedEdit;
  readonly plan: MigrationPlan;
};

export type RelationEdits = {
  /** What is kept in the file is changed at once; a foreign key is changed by a plan, which is held. */
  edit(
    connection: OpenConnection,
    id: string,
    asked: Partial<Actions>,
    signal?: AbortSignal,
  ): Promise<RelationEdit>;
  /** The plan to check all rows against a foreign key, held likewise. `request.invalid`: there is none that was not checked. */
  validate(connection: OpenConnection, id: string, signal?: AbortSignal): Promise<MigrationPlan>;
  /** `plan.unknown`, `plan.blocked`, `readOnly`; `plan.stale` carries the plan as it would be now, which is held. */
  apply(plan: string, signal?: AbortSignal): AsyncGenerator<SwitchEvent, RelationModel>;
};

export function createRelationEdits({ plans }: { readonly plans: HeldPlans<HeldEdit> }): RelationEdits {
  const hold = (held: HeldEdit): MigrationPlan => {
    plans.hold(held.plan.plan, held.connection.handle, held);
    return held.plan;
  };

  async function heldPlan(
    connection: OpenConnection,
    id: string,
    key: ForeignKey,
    asked: AskedEdit,
    signal: AbortSignal | undefined,
  ): Promise<MigrationPlan> {
    const { plan } = await planEdit(connection, id, key, asked, signal);
    return hold({ connection, id, asked, plan });
  }

  return {
    async edit(connection, id, asked, signal) {
      await reloadModel(connection, signal);
      const key = keyedForeignKeys(connection.catalog.foreignKeys).get(id);
      if (key === undefined) return { kind: 'done', model: await editKept(connection, id, asked) };
      return { kind: 'planned', plan: await heldPlan(connection, id, key, asked, signal) };
    },

    async validate(connection, id, signal) {
      await reloadModel(connection, signal);
      const key = keyedForeignKeys(connection.catalog.foreignKeys).get(id);
      if (key === undefined || key.validated) {
        throw new AppError('request.invalid', `There is no foreign key ${id} whose rows were never checked.`);
      }
      return heldPlan(connection, id, key, 'validate', signal);
    },

    async *apply(planId, signal) {
      const { connection, id, asked, plan: shown } = plans.get(planId);
      if (connection.readOnly) {
        throw new AppError(
          'readOnly',
          `${connection.name} is open read-only, so its foreign keys stay as they are.`,
          {
            hint: 'Open it again without read-only.',
          },
        );
      }
      refuseBlocked(shown);
      plans.discard(planId);
      await reloadModel(connection, signal);
      const key = keyedForeignKeys(connection.catalog.foreignKeys).get(id);
      if (key === undefined) throw stale(id, null);
      const { plan, changed } = await planEdit(connection, id, key, asked, signal);
      if (plan.digest !== shown.digest) throw stale(id, hold({ connection, id, asked, plan }));
      return yield* emittedEvents<SwitchEvent, RelationModel>((emit) =>
        run(connection, id, plan, changed, emit, signal),
      );
    },
  };
}

/** A relation of the file that is a foreign key as well: the file follows. */
async function editInFile(connection: OpenConnection, id: string, key: ForeignKey): Promise<RelationModel> {
  const { onDelete, onUpdate } = key;
  if (!connection.file.relations.some((kept) => kept.id === id)) return connection.model;
  return keep(connection, {
    relations: connection.file.relations.map((kept) =>
      kept.id === id ? { ...kept, onDelete, onUpdate, foreignKey: key } : kept,
    ),
  });
}

async function editKept(
  connection: OpenConnection,
  id: string,
  asked: Partial<Actions>,
): Promise<RelationModel> {
  const kept = keptRelation(connection, id);
  const actions = { onDelete: kept.onDelete, onUpdate: kept.onUpdate, ...asked };
  refuseActions(connection.dialect.info, 'prisma', id, actions);
  const { foreignKey } = kept;
  const edited = {
    ...kept,
    ...actions,
    foreignKey: foreignKey === null ? null : withActions(foreignKey, actions),
  };
  const relations = connection.file.relations.map((each) => (each === kept ? edited : each));
  return keep(connection, { relations });
}

function refuseBlocked({ blockers }: MigrationPlan): void {
  const [first] = blockers;
  if (first === undefined) return;
  throw new AppError('plan.blocked', first.message, {
    hint: 'Repair these rows first: the integrity checks list the ways.',
    data: { blockers },
  });
}

async function run(
  connection: OpenConnection,
  id: string,
  { steps }: MigrationPlan,
  changed: ForeignKey,
  emit: (event: SwitchEvent) => void,
  signal: AbortSignal | undefined,
): Promise<RelationModel> {
  const onStep = (index: number) =>
    emit({ kind: 'step', index, of: steps.length, summary: steps[index]?.summary ?? '' });
  const { dialect, database } = connection;
  const hooks = { onStep, takesBack: true, ...(signal === undefined ? {} : { signal }) };
  await dialect.foreignKeys.apply(database, steps, hooks);
  await reloadModel(connection);
  const isThere = connection.catalog.foreignKeys.some(
    (key) => JSON.stringify({ ...key, position: 0 }) === JSON.stringify({ ...changed, position: 0 }),
  );
  if (isThere) return editInFile(connection, id, changed);
  throw new AppError('internal', 'After the last step the foreign key is not as planned.', {
    hint: 'Look at it in the inspector.',
  });
}

function stale(id: string, data: MigrationPlan | null): AppError {
  return new AppError('plan.stale', `Foreign key ${id} or its database changed since the plan was shown.`, {
    hint: data === null ? 'Nothing was done.' : 'Nothing was done. Look at the new plan.',
    data,
  });
}

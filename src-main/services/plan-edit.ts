import { createHash, randomUUID } from 'node:crypto';
import { type Actions, refuseActions, withActions } from '../engine/edit-actions.ts';
import { orphanBlocker } from '../engine/switch-obstacles.ts';
import type { ForeignKey } from '../model/catalog.ts';
import { AppError } from '../model/error.ts';
import type { MigrationPlan, MigrationStep } from '../model/migration.ts';
import type { Blocker } from '../model/plan.ts';
import type { Relation } from '../model/relation.ts';
import { findOrphansOf } from './find-orphans.ts';
import type { OpenConnection } from './open-connection.ts';
import { isOneTransaction } from './prepare-switch.ts';

/** Other actions, or that the rows from before are checked. */
export type AskedEdit = Partial<Actions> | 'validate';
export type PlannedEdit = { readonly plan: MigrationPlan; readonly changed: ForeignKey };

/** What is to be done to a foreign key, as a plan, and the key as it will be. `request.invalid`: that cannot be asked for. */
export async function planEdit(
  connection: OpenConnection,
  id: string,
  key: ForeignKey,
  asked: AskedEdit,
  signal: AbortSignal | undefined,
): Promise<PlannedEdit> {
  if (asked !== 'validate') return planActions(connection, id, key, asked);
  const { dialect, catalog, model, database } = connection;
  const changed = { ...key, validated: true };
  const way = { serverVersion: database.serverVersion, chosen: {}, unchecked: [key] };
  const { steps } = dialect.foreignKeys.add(catalog, [], [], way);
  const blockers: Blocker[] = [];
  const session = await database.session();
  try {
    for (const relation of model.relations.filter((one) => one.id === id)) {
      const [found] = await findOrphansOf(connection, session, relation, null, signal);
      const { count = null, sample = [] } = found ?? {};
      if (count !== null) blockers.push(...orphanBlocker(relation, { count, sample }));
    }
  } finally {
    await session.release();
  }
  return { plan: planOf(connection, id, changed, steps, blockers), changed };
}

function planActions(
  connection: OpenConnection,
  id: string,
  key: ForeignKey,
  asked: Partial<Actions>,
): PlannedEdit {
  const { dialect, catalog } = connection;
  const actions = { onDelete: key.onDelete, onUpdate: key.onUpdate, ...asked };
  refuseActions(dialect.info, 'foreignKeys', id, actions);
  if (actions.onDelete === key.onDelete && actions.onUpdate === key.onUpdate) {
    throw new AppError('request.invalid', `Foreign key ${id} has these actions already.`);
  }
  const changed = withActions(key, actions);
  const { steps } = dialect.foreignKeys.change(catalog, key, changed);
  return { plan: planOf(connection, id, changed, steps, []), changed };
}

function planOf(
  { catalog, model }: OpenConnection,
  id: string,
  changed: ForeignKey,
  steps: readonly MigrationStep[],
  blockers: readonly Blocker[],
): MigrationPlan {
  const { onDelete, onUpdate, setColumns, validated } = changed;
  const relations = model.relations
    .filter((relation) => relation.id === id)
    .map((relation): MigrationPlan['relations'][number] => ({
      relation: {
        ...{ ...relation, onDelete, onUpdate, setColumns },
        state: relation.state === 'unvalidated' && validated ? 'enforced' : relation.state,
      } satisfies Relation,
      change: 'edit',
      reason: null,
    }));
  return {
    plan: randomUUID(),
    from: model.mode,
    to: model.mode,
    transactional: isOneTransaction(steps),
    digest: createHash('sha256')
      .update(JSON.stringify([catalog.foreignKeys, changed, steps]))
      .digest('hex'),
    relations,
    decisions: [],
    blockers,
    warnings: [],
    differences: [],
    steps,
  };
}

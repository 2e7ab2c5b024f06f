import { createHash, randomUUID } from 'node:crypto';
import type { SwitchEvent } from '../contract/results.ts';
import { duplicateKeys } from '../dialects/sql/duplicate-keys.ts';
import { wantedIndexes } from '../engine/audit/wanted-indexes.ts';
import { AppError } from '../model/error.ts';
import { tableText } from '../model/identity.ts';
import type { MigrationPlan, NewIndex } from '../model/migration.ts';
import type { Blocker } from '../model/plan.ts';
import type { RelationModel } from '../model/relation.ts';
import { valueText } from '../model/value.ts';
import { catalogFindingsOf } from './audit.ts';
import { emittedEvents } from './emitted-events.ts';
import type { HeldPlans } from './held-plans.ts';
import { reloadModel } from './models.ts';
import type { OpenConnection } from './open-connection.ts';

export type HeldIndexes = {
  readonly connection: OpenConnection;
  readonly findings: readonly string[] | undefined;
  readonly plan: MigrationPlan;
};

export type IndexPlans = ReturnType<typeof createIndexPlans>;

/** Creates the indexes that relations lack, some or all of them: shown first, then one after the other. */
export function createIndexPlans({ plans }: { readonly plans: HeldPlans<HeldIndexes> }) {
  async function plan(
    connection: OpenConnection,
    findings?: readonly string[],
    signal?: AbortSignal,
  ): Promise<MigrationPlan> {
    await reloadModel(connection, signal);
    const planned = await planIndexes(connection, findings, signal);
    plans.hold(planned.plan, connection.handle, { connection, findings, plan: planned });
    return planned;
  }

  return {
    /** `findings`: ids of findings that an index mends; absent: all that there are. */
    preview: plan,

    /** `plan.unknown`, `plan.blocked`, `readOnly`, `plan.stale` (with the new plan as data). What is created before a failure stays. */
    async *apply(id: string, signal?: AbortSignal): AsyncGenerator<SwitchEvent, RelationModel> {
      const { connection, findings, plan: shown } = plans.get(id);
      refuse(connection, shown);
      const current = await plan(connection, findings, signal);
      if (current.digest !== shown.digest) {
        throw new AppError(
          'plan.stale',
          'The tables changed since the plan was shown, so no index was created.',
          {
            hint: 'Look at the new plan.',
            data: current,
          },
        );
      }
      plans.discard(current.plan);
      const model = yield* emittedEvents<SwitchEvent, RelationModel>((emit) =>
        createAll(connection, current, emit, signal),
      );
      plans.discard(id);
      return model;
    },
  };
}

async function planIndexes(
  connection: OpenConnection,
  asked: readonly string[] | undefined,
  signal: AbortSignal | undefined,
): Promise<MigrationPlan> {
  const { dialect, model } = connection;
  const mendable = catalogFindingsOf(connection).filter(({ repairs }) => repairs.includes('createIndex'));
  const unknown = asked?.find((id) => !mendable.some((finding) => finding.id === id));
  if (unknown !== undefined) {
    throw new AppError('request.invalid', `There is no finding "${unknown}" that an index would mend.`);
  }
  const chosen = mendable.filter(({ id }) => asked === undefined || asked.includes(id));
  const wanted = wantedIndexes(chosen, model.relations, connection.catalog);
  const steps = wanted.map((index) => dialect.foreignKeys.createIndex(connection.catalog, index));
  return {
    plan: randomUUID(),
    from: model.mode,
    to: model.mode,
    transactional: false,
    digest: createHash('sha256')
      .update(JSON.stringify(steps.map(({ execute }) => execute)))
      .digest('hex'),
    relations: [],
    decisions: [],
    blockers: await duplicates(connection, wanted, signal),
    warnings: [],
    differences: [],
    steps,
  };
}

/** Values that stand in several rows keep an index from being unique. */
async function duplicates(
  { dialect, database }: OpenConnection,
  wanted: readonly NewIndex[],
  signal: AbortSignal | undefined,
): Promise<readonly Blocker[]> {
  const blockers: Blocker[] = [];
  const session = await database.session();
  try {
    for (const { table, columns, unique, name } of wanted) {
      if (!unique) continue;
      const { rows } = await session.run(duplicateKeys(dialect.sql, { table, columns }, 20), signal);
      const [first] = rows;
      if (first === undefined) continue;
      const sample = rows.map((row) =>
        Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null])),
      );
      const values = columns.map((column, i) => `${column} = ${valueText(first[i] ?? null)}`).join(', ');
      const message = `${tableText(table)} has several rows with the same ${columns.join(', ')}, such as ${values}, so that ${name} cannot be unique.`;
      const { schema, name: tableName } = table;
      const found = { count: rows.length, exact: rows.length < 20, sample, message, ways: [] };
      blockers.push({
        rule: 'parentKeyNotUnique',
        relation: null,
        table: { schema, name: tableName },
        ...found,
      });
    }
  } finally {
    await session.release();
  }
  return blockers;
}

async function createAll(
  connection: OpenConnection,
  { steps }: MigrationPlan,
  emit: (event: SwitchEvent) => void,
  signal: AbortSignal | undefined,
): Promise<RelationModel> {
  const { dialect, database } = connection;
  try {
    await dialect.foreignKeys.apply(database, steps, {
      onStep: (index) =>
        emit({ kind: 'step', index, of: steps.length, summary: steps[index]?.summary ?? '' }),
      onRetry: (index, attempt, message) => emit({ kind: 'waiting', index, attempt, message }),
      ...(signal === undefined ? {} : { signal }),
    });
  } finally {
    await reloadModel(connection);
  }
  return connection.model;
}

function refuse({ readOnly, name }: OpenConnection, { blockers }: MigrationPlan): void {
  if (readOnly) {
    throw new AppError('readOnly', `The connection "${name}" is read-only, so no index was created.`, {
      hint: 'Open it again without read-only.',
    });
  }
  const [first] = blockers;
  if (first === undefined) return;
  throw new AppError('plan.blocked', first.message, {
    hint: 'Delete or change the rows that stand in the way, or leave this index out.',
    data: { blockers },
  });
}

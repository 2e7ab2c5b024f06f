import { createHash, randomUUID } from 'node:crypto';
import type { ChangeRows } from '../contract/results.ts';
import type { Session } from '../dialects/dialect.ts';
import { createRowSets } from '../dialects/sql/row-sets/index.ts';
import { effectiveRelations } from '../engine/effective-relations.ts';
import { insertedRows } from '../engine/inserts.ts';
import { type PlannedChange, planChange } from '../engine/plan-change.ts';
import type { Change } from '../model/change.ts';
import { AppError } from '../model/error.ts';
import type { HistoryEntry } from '../model/history.ts';
import { tableText } from '../model/identity.ts';
import type { ChangePlan } from '../model/plan.ts';
import { planSummary } from '../model/plan-summary.ts';
import type { RowSets } from '../model/row-sets.ts';
import type { Row } from '../model/value.ts';
import type { HeldPlans } from './held-plans.ts';
import type { OpenConnection } from './open-connection.ts';

/** A plan that was shown, and all that is needed to plan it again. */
export type HeldChange = {
  readonly connection: OpenConnection;
  readonly changes: readonly Change[];
  readonly plan: ChangePlan;
};

export type Changes = ReturnType<typeof createChanges>;

/** The journey of a change: previewed, looked at row by row, applied by the id of its plan or discarded. */
export function createChanges({ plans }: { readonly plans: HeldPlans<HeldChange> }) {
  return {
    /** Plans the changes and holds the plan. Writes nothing to the user's tables and takes no locks on their rows. */
    preview(
      connection: OpenConnection,
      changes: readonly Change[],
      signal?: AbortSignal,
    ): Promise<ChangePlan> {
      return inPreview(connection, async (session) => {
        const { planned } = await plan(connection, changes, session, false, signal);
        return hold(connection, changes, planned);
      });
    },

    /** Rows of one effect of a held plan, in key order. `plan.stale` if the rows changed since. */
    rows(
      id: string,
      effectId: number,
      after: Row | null,
      limit: number,
      signal?: AbortSignal,
    ): Promise<ChangeRows> {
      const { connection, changes, plan: shown } = plans.get(id);
      const effect = shown.effects.find((candidate) => candidate.id === effectId);
      if (effect === undefined) {
        throw new AppError('request.invalid', `The plan has no effect number ${effectId}.`);
      }
      const { table, action } = effect;
      if (action === 'insert') {
        const start = Number(after?.ordinal ?? 0);
        const rows = insertedRows(changes, table).slice(start, start + limit);
        const next = start + limit < effect.count ? { ordinal: start + limit } : null;
        return Promise.resolve({ rows: rows.map((row) => ({ key: {}, before: null, after: row })), next });
      }
      return inPreview(connection, async (session) => {
        const { planned, sets } = await plan(connection, changes, session, false, signal);
        if (digestOf(planned) !== shown.digest) throw stale(hold(connection, changes, planned));
        const rows = await sets.rows(table, action, effectId, after, limit);
        return { rows, next: rows.length < limit ? null : (rows.at(-1)?.key ?? null) };
      });
    },

    /**
     * Plans again under locks and, if nothing differs from what was shown, writes, verifies and commits.
     * `plan.unknown`, `plan.blocked`, `plan.stale` (with the new plan as data), `readOnly`; then nothing was changed.
     */
    async apply(id: string, signal?: AbortSignal): Promise<HistoryEntry> {
      const { connection, changes, plan: shown } = plans.get(id);
      if (connection.readOnly) {
        throw new AppError(
          'readOnly',
          `The connection "${connection.name}" is read-only, so nothing was changed.`,
          {
            hint: 'Open it again without read-only to apply changes.',
          },
        );
      }
      refuseBlocked(shown);
      const session = await connection.database.session();
      try {
        await session.begin();
        const { planned, sets } = await plan(connection, changes, session, true, signal);
        if (digestOf(planned) !== shown.digest) throw stale(hold(connection, changes, planned));
        await write(session, planned, signal);
        await verify(sets, planned);
        await session.commit();
      } catch (error) {
        await session.rollback();
        throw error;
      } finally {
        await session.release();
      }
      plans.discard(id);
      return {
        entry: randomUUID(),
        at: new Date().toISOString(),
        summary: planSummary(shown),
        effects: shown.effects,
        undoable: false,
        reason: 'Changes are not kept in a journal yet.',
      };
    },

    discard(id: string): void {
      plans.discard(id);
    },
  };

  function hold(connection: OpenConnection, changes: readonly Change[], planned: PlannedChange): ChangePlan {
    const { writes: _, fingerprint: __, marked: ___, ...shown } = planned;
    const held: ChangePlan = { plan: randomUUID(), ...shown, digest: digestOf(planned) };
    plans.hold(held.plan, connection.handle, { connection, changes, plan: held });
    return held;
  }
}

/** Runs `work` on a session of its own and takes back whatever it did there. */
async function inPreview<T>(connection: OpenConnection, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await connection.database.session();
  try {
    await session.begin({ forPreview: true });
    return await work(session);
  } finally {
    await session.rollback();
    await session.release();
  }
}

async function plan(
  { dialect, model }: OpenConnection,
  changes: readonly Change[],
  session: Session,
  locking: boolean,
  signal: AbortSignal | undefined,
): Promise<{ planned: PlannedChange; sets: RowSets }> {
  const sets = createRowSets({ facts: dialect.sql, tables: model.tables, session, locking, signal });
  const relations = effectiveRelations(model, dialect.info);
  return { planned: await planChange({ changes, model, relations, sets }), sets };
}

async function write(
  session: Session,
  planned: PlannedChange,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const { statement, expected } of planned.writes) {
    const { affected } = await session.run(statement, signal);
    if (affected === expected) continue;
    throw new AppError(
      'plan.stale',
      `A statement matched ${affected} rows instead of ${expected}, so everything was rolled back: ${statement.text}`,
      { hint: 'A trigger or rule of the database may interfere; preview again to see the rows as they are.' },
    );
  }
}

/** What the database did, cascades included, must be what was shown. */
async function verify(sets: RowSets, planned: PlannedChange): Promise<void> {
  for (const table of planned.marked) {
    const { deleted, set } = await sets.unlike(table);
    if (deleted + set === 0) continue;
    const what = [
      ...(deleted === 0 ? [] : [`${deleted} rows that should be deleted are still there`]),
      ...(set === 0 ? [] : [`${set} values are not what they should be`]),
    ].join(' and ');
    throw new AppError(
      'plan.stale',
      `The database did something else than the preview showed, so everything was rolled back: in ${tableText(table)} ${what}.`,
      { hint: 'A trigger, or the order of several foreign keys on the same rows, may be the cause.' },
    );
  }
}

function refuseBlocked(shown: ChangePlan): void {
  const [first] = shown.blockers;
  if (first === undefined) return;
  throw new AppError('plan.blocked', first.message, {
    hint: 'Change or delete the rows that stand in the way first.',
    data: shown,
  });
}

function stale(current: ChangePlan): AppError {
  return new AppError(
    'plan.stale',
    'The rows changed since the preview, so nothing was changed; a new preview is ready.',
    { hint: 'Look at the new preview and apply that.', data: current },
  );
}

function digestOf(planned: PlannedChange): string {
  return createHash('sha256').update(planned.fingerprint).digest('hex');
}

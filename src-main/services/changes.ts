import { randomUUID } from 'node:crypto';
import type { ChangeRows } from '../contract/results.ts';
import type { Session } from '../dialects/dialect.ts';
import { insertedRows } from '../engine/inserts.ts';
import type { PlannedChange } from '../engine/plan-change.ts';
import type { TableRef } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import { AppError } from '../model/error.ts';
import type { HistoryEntry } from '../model/history.ts';
import type { KeysOff } from '../model/keys-off.ts';
import type { ChangePlan } from '../model/plan.ts';
import type { ChangeProgress } from '../model/progress.ts';
import type { RowImages } from '../model/row-images.ts';
import type { Row } from '../model/value.ts';
import type { Journal } from '../storage/journal.ts';
import { applyPlan } from './apply-plan.ts';
import { stepByStep } from './apply-session.ts';
import { type CaptureLimits, captureLimits } from './capture.ts';
import { createProgress, withPlace } from './change-progress.ts';
import type { HeldPlans } from './held-plans.ts';
import type { OpenConnection } from './open-connection.ts';
import { type Asked, digestOf, inPreview, planAsked } from './plan-asked.ts';
import { questionOf, type RecordedAnswers, recordAnswers } from './recorded-answers.ts';
import { type Rehearsal, rehearseLater } from './rehearsal.ts';
import { reinsertedRows } from './reinserted.ts';
import { tooManyBytes, undoWarnings } from './undo-warnings.ts';

/** Rows after which a preview stops counting, unless it is asked for more. */
const rowLimit = 1_000_000;

/** A plan that was shown, and all that is needed to plan it again. */
export type HeldChange = {
  readonly connection: OpenConnection;
  readonly asked: Asked;
  readonly plan: ChangePlan;
  /** The foreign keys that do nothing while it is applied; null: they act. */
  readonly off: KeysOff | null;
  /** By which it is applied in fewer round trips; null: from answer to answer. */
  readonly rehearsal: Rehearsal | null;
};

type Previewed = Awaited<ReturnType<typeof planAsked>> & { readonly answers: RecordedAnswers | null };

/** How a request is followed while it runs, and ended before its time. */
export type Following = {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((event: ChangeProgress) => void) | undefined;
};

export type Changes = ReturnType<typeof createChanges>;

/**
 * The journey of a change: previewed, looked at row by row, applied by the id of its plan or discarded. An undo is one.
 * `journal`: where rows are kept for that; without it nothing can be undone.
 */
export function createChanges(parts: {
  readonly plans: HeldPlans<HeldChange>;
  readonly journal?: Journal;
  readonly limits?: CaptureLimits;
}) {
  const { plans, journal = null, limits = captureLimits } = parts;
  /** What cancels the apply of a plan, by its id. */
  const applying = new Map<string, AbortController>();

  /** Plans without locks, and takes back whatever that left once `use` is done with it. */
  async function inPlan<T>(
    connection: OpenConnection,
    asked: Asked,
    { signal, onProgress }: Following,
    use: (plan: Previewed) => T | Promise<T>,
  ): Promise<T> {
    const progress = createProgress(onProgress);
    const limit = asked.undo === null ? asked.limit : undefined;
    const work = async (own: Session) => {
      const { session, answers } = recordAnswers(own, questionOf(connection.dialect.sql, limit));
      const plan = await planAsked(connection, asked, stepByStep(session), false, signal, progress.at);
      return use({ ...plan, answers: answers() });
    };
    try {
      return await inPreview(connection, work, signal);
    } catch (error) {
      throw withPlace(error, progress, 'Nothing was changed.');
    } finally {
      progress.end();
    }
  }

  function preview(connection: OpenConnection, asked: Asked, following: Following): Promise<ChangePlan> {
    return inPlan(connection, asked, following, ({ planned, answers }) =>
      hold(connection, asked, planned, answers),
    );
  }

  return {
    /** Plans the changes and holds the plan. Writes nothing to the user's tables and takes no locks on their rows. */
    preview: (
      connection: OpenConnection,
      changes: readonly Change[],
      { limit = rowLimit, ...following }: Following & { readonly limit?: number | undefined } = {},
    ) => preview(connection, { changes, undo: null, limit }, following),

    /** The same for a repair, which may have more to say. */
    previewRepair: (
      connection: OpenConnection,
      asked: Omit<Extract<Asked, { readonly undo: null }>, 'undo'>,
      following: Following = {},
    ) => preview(connection, { limit: rowLimit, ...asked, undo: null }, following),

    /** The same for what brings the rows of an applied change back. */
    previewUndo: (connection: OpenConnection, images: RowImages, following: Following = {}) =>
      preview(connection, { changes: null, undo: images }, following),

    /** Rows of one effect of a held plan, in key order. `plan.stale` if the rows changed since. */
    async rows(
      id: string,
      effectId: number,
      after: Row | null,
      limit: number,
      signal?: AbortSignal,
    ): Promise<ChangeRows> {
      const { connection, asked, plan: shown } = plans.get(id);
      const effect = shown.effects.find((candidate) => candidate.id === effectId);
      if (effect === undefined) {
        throw new AppError('request.invalid', `The plan has no effect number ${effectId}.`);
      }
      const { table, action } = effect;
      if (action === 'insert') {
        const start = Number(after?.ordinal ?? 0);
        const rows = await newRows(connection, asked, table, start, limit);
        const next = start + limit < effect.count ? { ordinal: start + limit } : null;
        return { rows: rows.map((row) => ({ key: {}, before: null, after: row })), next };
      }
      return inPlan(connection, asked, { signal }, async ({ planned, sets, answers }) => {
        if (digestOf(planned) !== shown.digest) throw stale(hold(connection, asked, planned, answers));
        const rows = await sets.rows(table, action, effectId, after, limit);
        return { rows, next: rows.length < limit ? null : (rows.at(-1)?.key ?? null) };
      });
    },

    /**
     * Plans again under locks and, if nothing differs from what was shown, writes, verifies and commits.
     * `plan.unknown`, `plan.blocked`, `plan.stale` (with the new plan as data), `readOnly`, `timeout`, or `cancelled`, which
     * it can be until COMMIT is sent; then nothing was changed. `entry`: the id that it is to have in the history.
     */
    async apply(
      id: string,
      { signal, onProgress, entry = randomUUID() }: Following & { readonly entry?: string } = {},
    ): Promise<HistoryEntry> {
      const { connection, asked, plan: shown, off, rehearsal } = plans.get(id);
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
      if (applying.has(id)) throw new AppError('request.invalid', 'This plan is being applied already.');
      const cancel = new AbortController();
      const progress = createProgress(onProgress);
      applying.set(id, cancel);
      try {
        const applied = await applyPlan({
          connection,
          id: entry,
          asked,
          shown,
          off,
          rehearsal,
          journal,
          limits,
          signal: signal === undefined ? cancel.signal : AbortSignal.any([signal, cancel.signal]),
          progress,
          stale: (planned, tooLarge) => stale(hold(connection, asked, planned, null, tooLarge), tooLarge),
        });
        plans.discard(id);
        return applied;
      } finally {
        progress.end();
        applying.delete(id);
      }
    },

    /** Forgets a plan. One that is being applied is cancelled if it still can be: the answer to `apply` says what came of it. */
    discard(id: string): void {
      const running = applying.get(id);
      if (running === undefined) plans.discard(id);
      else running.abort();
    },
  };

  function hold(
    connection: OpenConnection,
    asked: Asked,
    planned: PlannedChange,
    answers: RecordedAnswers | null,
    tooLarge = false,
  ): ChangePlan {
    const { writes: _, fingerprint: __, marked: ___, alone: ____, off = null, ...shown } = planned;
    const undo = tooLarge ? [tooManyBytes(limits)] : undoWarnings(shown.effects, limits);
    const notes = asked.undo === null ? (asked.notes ?? []) : [];
    const warnings = [...shown.warnings, ...notes, ...(journal === null ? [] : undo)];
    const held: ChangePlan = { plan: randomUUID(), ...shown, warnings, digest: digestOf(planned) };
    const rehearsal = off === null ? rehearseLater({ connection, asked, shown: held, answers }) : null;
    plans.hold(held.plan, connection.handle, { connection, asked, plan: held, off, rehearsal });
    return held;
  }
}

function newRows(
  { model }: OpenConnection,
  asked: Asked,
  table: TableRef,
  start: number,
  limit: number,
): Promise<readonly Row[]> {
  if (asked.undo !== null) return reinsertedRows(asked.undo, table, start, limit);
  return Promise.resolve(insertedRows(asked.changes, model.relations, table).slice(start, start + limit));
}

function refuseBlocked(shown: ChangePlan): void {
  const [first] = shown.blockers;
  if (first === undefined) return;
  throw new AppError('plan.blocked', first.message, {
    hint: 'Change or delete the rows that stand in the way first.',
    data: shown,
  });
}

function stale(current: ChangePlan, tooLarge = false): AppError {
  return new AppError(
    'plan.stale',
    tooLarge
      ? 'The rows turned out too large to be kept for an undo, so nothing was changed; a new preview says so.'
      : 'The rows changed since the preview, so nothing was changed; a new preview is ready.',
    { hint: 'Look at the new preview and apply that.', data: current },
  );
}

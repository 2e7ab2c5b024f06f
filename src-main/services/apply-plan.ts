import type { Session } from '../dialects/dialect.ts';
import type { PlannedChange } from '../engine/plan-change.ts';
import { AppError } from '../model/error.ts';
import type { HistoryEntry } from '../model/history.ts';
import { tableText } from '../model/identity.ts';
import type { KeysOff } from '../model/keys-off.ts';
import type { ChangePlan, Warning } from '../model/plan.ts';
import { planSummary } from '../model/plan-summary.ts';
import type { RowSets } from '../model/row-sets.ts';
import type { Journal } from '../storage/journal.ts';
import type { RowExport } from '../storage/row-export.ts';
import { type ApplySession, stepByStep } from './apply-session.ts';
import { type Capture, type CaptureLimits, createCapture } from './capture.ts';
import { type Progress, withPlace } from './change-progress.ts';
import { exportDeleted } from './export-deleted.ts';
import { reloadModel } from './models.ts';
import type { OpenConnection } from './open-connection.ts';
import { placeOf } from './place-of.ts';
import { type Asked, digestOf, planAsked } from './plan-asked.ts';
import type { Rehearsal, Rehearsed } from './rehearsal.ts';
import { runAhead, Unforeseen } from './run-ahead.ts';
import { sendWrites, type WriteTracer } from './send-writes.ts';
import { watchForOrphans, watchOthers } from './slipped-in.ts';
import { takeSession } from './take-session.ts';
import { holdMark } from './transaction-mark.ts';
import { notCapturable } from './undo-warnings.ts';
import { watchWrites } from './watch-writes.ts';

type Parts = {
  readonly connection: OpenConnection;
  /** The id that it will have in the history. */
  readonly id: string;
  readonly asked: Asked;
  readonly shown: ChangePlan;
  /** The foreign keys that do nothing meanwhile; null: they act. */
  readonly off: KeysOff | null;
  /** null: it is planned from answer to answer. */
  readonly rehearsal: Rehearsal | null;
  /** null: no journal is kept. */
  readonly journal: Journal | null;
  readonly limits: CaptureLimits;
  /** Heeded until COMMIT is sent. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** The rows are not those that were shown, or cannot be kept for an undo as was promised. */
  stale(planned: PlannedChange, tooLarge: boolean): AppError;
};

type Entry = Pick<HistoryEntry, 'entry' | 'at' | 'summary' | 'effects'>;

/** One transaction: plans again under locks, takes the rows into the journal, writes, verifies, commits. */
export async function applyPlan(parts: Parts): Promise<HistoryEntry> {
  const rehearsed = (await parts.rehearsal?.take()) ?? null;
  if (rehearsed !== null) {
    try {
      return await applyIn(parts, (session) => ahead(parts, session, rehearsed));
    } catch (error) {
      if (!(error instanceof Unforeseen)) throw error;
    }
  }
  return applyIn(parts, (session) => fromAnswerToAnswer(parts, session));
}

/** The session of an apply, and how the plan is made in it. */
type Way = {
  readonly session: ApplySession;
  plan(): Promise<Pick<Rehearsed, 'planned' | 'sets'>>;
};

function ahead({ signal, progress }: Parts, own: Session, rehearsed: Rehearsed): Way {
  const session = runAhead({ session: own, signal, progress });
  return {
    session,
    async plan() {
      rehearsed.perform(session, progress);
      return rehearsed;
    },
  };
}

function fromAnswerToAnswer({ connection, asked, signal, progress }: Parts, own: Session): Way {
  const session = stepByStep(own);
  return { session, plan: () => planAsked(connection, asked, session, true, signal, progress.at) };
}

async function applyIn(parts: Parts, wayOf: (session: Session) => Way): Promise<HistoryEntry> {
  const { connection, shown, off, journal, signal, progress } = parts;
  const entry = {
    entry: parts.id,
    at: new Date().toISOString(),
    summary: planSummary(shown),
    effects: shown.effects,
  };
  const way = wayOf(await takeSession(connection.database, signal));
  const { session } = way;
  progress.enter('planning');
  let committing = false;
  let exported: RowExport | null = null;
  let written: Written;
  let warnings: readonly Warning[];
  try {
    await session.begin({ byKeys: true, keysOff: off?.beforeBegin ?? false, signal });
    for (const lock of off?.locks ?? []) await session.run(lock, signal);
    written = await write(parts, way, entry, (rows) => {
      exported = rows;
    });
    await session.confirmed();
    if (signal.aborted) throw cancelled();
    progress.enter('committing');
    journal?.ready(entry.entry);
    committing = true;
    const committed = await session.issue(async () => {
      await session.commit();
      settle(journal, entry.entry);
    });
    const orphans = await session.issue(written.orphans);
    await committed.outcome;
    warnings = [...written.warnings, ...(await orphans.outcome)];
  } catch (error) {
    await session.rollback();
    if (committing) journal?.lost(entry.entry);
    else journal?.drop(entry.entry);
    if (!committing) withdraw(exported);
    throw committing ? inDoubt(error) : undone(error, progress);
  } finally {
    await session.release();
  }
  // A key that was made anew fires after the others. The change is there, whatever becomes of this.
  if (off !== null) await reloadModel(connection).catch(() => undefined);
  const { reason } = written;
  return { ...entry, undoable: reason === null, reason, ...(warnings.length === 0 ? {} : { warnings }) };
}

function cancelled(): AppError {
  return new AppError(
    'cancelled',
    'The change was cancelled. All of it was rolled back, so nothing was changed.',
  );
}

/** All of it was rolled back, and a cancel, a timeout or a deadlock says so. */
function undone(error: unknown, progress: Progress): unknown {
  if (error instanceof AppError && error.code === 'cancelled') return cancelled();
  return withPlace(error, progress, 'All of it was rolled back, so nothing was changed.');
}

/** The rows are all still there, so that a file which says otherwise would mislead. */
function withdraw(exported: RowExport | null): void {
  exported?.withdraw();
}

/** A connection that is lost at COMMIT tells nothing of its end. */
function inDoubt(error: unknown): unknown {
  if (!(error instanceof AppError) || error.code !== 'connection.lost') return error;
  return new AppError(
    'connection.lost',
    'The connection was lost while the change was being committed, so that it is not known whether it was applied.',
    {
      hint: 'Connect again and look at the history: the change is listed there if it was applied.',
      cause: error,
    },
  );
}

type Written = {
  /** Why the change cannot be undone; null: it can. */
  readonly reason: string | null;
  readonly warnings: readonly Warning[];
  /** To be asked right after COMMIT. */
  readonly orphans: () => Promise<readonly Warning[]>;
};

/** Everything between BEGIN and COMMIT. */
async function write(
  parts: Parts,
  { session, plan }: Way,
  entry: Entry,
  onExported: (exported: RowExport) => void,
): Promise<Written> {
  const { connection, asked, shown, journal, limits, signal, progress } = parts;
  const watching = await session.issue(() => watchOthers(connection, session));
  const othersWrote = async () => (await watching.outcome)();
  const { planned, sets } = await plan();
  if (digestOf(planned) !== shown.digest) {
    await session.confirmed();
    throw parts.stale(planned, false);
  }
  const to = asked.undo === null ? asked.exportTo : undefined;
  const { dialect } = connection;
  if (to !== undefined) onExported(await exportDeleted({ to, dialect, session, sets, planned, signal }));
  const { tables } = connection.model;
  const sending: Sending = { session, facts: dialect.sql, tables, signal, planned, sets, progress };
  const orphans = await watchForOrphans(connection, planned, sets, othersWrote);
  if (journal === null) {
    const { warnings } = await send(sending, null);
    return { reason: 'No journal is kept.', warnings, orphans };
  }
  journal.begin({ ...entry, place: placeOf(connection), undoes: asked.undo?.entry ?? null });
  const mark = await session.issue(() => holdMark(connection, session, entry.entry, signal));
  const impossible = notCapturable(shown);
  if (impossible !== null) {
    const { warnings } = await send(sending, null);
    await mark.outcome;
    journal.withoutRows(entry.entry, impossible);
    return { reason: impossible, warnings, orphans };
  }
  const { effects } = planned;
  const id = entry.entry;
  const capture = createCapture({ journal, entry: id, session, signal, sets, effects, limits, progress });
  progress.enter('keeping');
  if (!(await capture.before(planned.writes))) throw parts.stale(planned, true);
  const written = await writeCaptured(parts, sending, capture);
  await mark.outcome;
  if (written.reason !== null) journal.withoutRows(entry.entry, written.reason);
  return { ...written, orphans };
}

async function writeCaptured(
  { asked, stale }: Parts,
  sending: Sending,
  capture: Capture,
): Promise<Omit<Written, 'orphans'>> {
  let unknown: string | null = null;
  const tracer: WriteTracer = {
    inserted(table, keys) {
      if (keys === null)
        unknown = `The database does not tell the keys that it gave new rows of ${tableText(table)}.`;
      else capture.inserted(table, keys);
    },
    async deleted(deletes) {
      const count = await capture.deleted(deletes);
      if (count === null) throw stale(sending.planned, true);
      return count;
    },
  };
  const broughtBack = asked.undo?.sets.filter(({ action }) => action === 'delete') ?? [];
  const { warnings, after } = await send(sending, tracer, () => {
    sending.progress.enter('keeping');
    return capture.after(broughtBack);
  });
  return { reason: unknown ?? after, warnings };
}

type Sending = Parameters<typeof sendWrites>[0] & {
  readonly planned: PlannedChange;
  readonly sets: RowSets;
};

/** Writes, and makes sure that nothing else came of it than was shown. `keep`: what is to be asked then. */
async function send(
  sending: Sending,
  tracer: WriteTracer | null,
  keep: () => Promise<string | null> = async () => null,
): Promise<{ readonly warnings: readonly Warning[]; readonly after: string | null }> {
  const { session, planned, sets, progress } = sending;
  // Nothing is written before the plan is known to be that of the rows as they are, locked.
  await session.confirmed();
  progress.enter('writing');
  const endWatch = await watchWrites(sending);
  const written = await sendWrites(sending, planned.writes, tracer);
  progress.enter('verifying');
  const verified = await session.issue(() => verify(sets, planned));
  // SQLite counts rows that are kept among those written.
  const watched = await session.issue(endWatch);
  const kept = await session.issue(keep);
  await written.outcome;
  await verified.outcome;
  return { warnings: await watched.outcome, after: await kept.outcome };
}

/** What the database did, cascades included, must be what was shown. */
async function verify(sets: RowSets, planned: PlannedChange): Promise<void> {
  for (const { table, deleted, set } of await sets.unlike(planned.marked, planned.alone)) {
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

/** The change is in the database whatever happens to the journal now: an entry that stays pending is settled later. */
function settle(journal: Journal | null, entry: string): void {
  try {
    journal?.applied(entry);
    journal?.prune(new Date());
  } catch {
    journal?.lost(entry);
  }
}

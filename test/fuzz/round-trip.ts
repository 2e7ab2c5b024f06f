import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Change } from '../../src-main/model/change.ts';
import { AppError } from '../../src-main/model/error.ts';
import type { ChangePlan } from '../../src-main/model/plan.ts';
import { createChanges, type HeldChange } from '../../src-main/services/changes.ts';
import { createHeldPlans } from '../../src-main/services/held-plans.ts';
import { createHistory } from '../../src-main/services/history.ts';
import type { OpenConnection } from '../../src-main/services/open-connection.ts';
import { createJournal } from '../../src-main/storage/journal.ts';
import type { FuzzCase } from './fuzz-case.ts';
import type { Side } from './side.ts';

/** What became of changes that were applied and undone: all rows as before, an undo refused with its reason, or neither. */
export type RoundTrip = { readonly what: 'back' | 'refused' | 'wrong'; readonly why: string };

/** Applies changes, compares the rows with what was foreseen, undoes them, and compares all rows with those before. */
export async function openRoundTrips() {
  const folder = await mkdtemp(join(tmpdir(), 'fuzz-'));
  const journal = createJournal(join(folder, 'journal.db'));
  const plans = createHeldPlans<HeldChange>();
  const changes = createChanges({ plans, journal });
  const connections = new Set<OpenConnection>();
  const history = createHistory({ journal, changes, connections: () => [...connections] });

  async function thereAndBack(
    connection: OpenConnection,
    side: Side,
    fuzz: FuzzCase,
    asked: readonly Change[],
    foreseen: Readonly<Record<string, string>>,
  ): Promise<RoundTrip> {
    const before = await side.rows(fuzz);
    const shown = await changes.preview(connection, asked);
    const { entry, reason } = await changes.apply(shown.plan);
    const after = await side.rows(fuzz);
    if (!sameRows(after, foreseen)) return { what: 'wrong', why: 'It was applied as something else.' };
    if (reason !== null) return { what: 'refused', why: reason };
    const undo = await history.undo(entry);
    const [blocker] = undo.blockers;
    if (blocker !== undefined) return { what: 'refused', why: blocker.message };
    await changes.apply(undo.plan);
    const back = await side.rows(fuzz);
    if (sameRows(before, back)) return { what: 'back', why: '' };
    return { what: 'wrong', why: `${textOf(undo)} gives ${JSON.stringify(back)}` };
  }

  return {
    changes,
    history,
    /** Its history is then known. */
    connect(connection: OpenConnection): void {
      connections.add(connection);
    },
    async try(
      connection: OpenConnection,
      side: Side,
      fuzz: FuzzCase,
      asked: readonly Change[],
      foreseen: Readonly<Record<string, string>>,
    ): Promise<RoundTrip> {
      connections.add(connection);
      const trip = await thereAndBack(connection, side, fuzz, asked, foreseen).catch(failed);
      connections.delete(connection);
      if (trip.what !== 'back') await side.refill(fuzz);
      return trip;
    },
    async close() {
      journal.close();
      await rm(folder, { recursive: true });
    },
  };
}

export type RoundTrips = Awaited<ReturnType<typeof openRoundTrips>>;

function failed(error: unknown): RoundTrip {
  if (!(error instanceof AppError)) throw error;
  return { what: 'wrong', why: `${error.code}: ${error.message}` };
}

function sameRows(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function textOf({ statements }: ChangePlan): string {
  return statements.map(({ text, params }) => `${text} ${JSON.stringify(params)}`).join('; ');
}

import { createHash } from 'node:crypto';
import type { Session } from '../dialects/dialect.ts';
import { createRowSets } from '../dialects/sql/row-sets/index.ts';
import { effectiveRelations } from '../engine/effective-relations.ts';
import { type PlannedChange, planChange } from '../engine/plan-change.ts';
import { planUndo } from '../engine/plan-undo.ts';
import type { Change } from '../model/change.ts';
import type { Warning } from '../model/plan.ts';
import type { RowImages } from '../model/row-images.ts';
import type { RowSets } from '../model/row-sets.ts';
import type { Simulate } from '../model/simulation.ts';
import type { ExportTo } from '../storage/row-export.ts';
import type { ApplySession } from './apply-session.ts';
import type { Progress } from './change-progress.ts';
import type { OpenConnection } from './open-connection.ts';
import { takeSession } from './take-session.ts';

/** What is to be planned: changes, or that the rows of an applied change come back. */
export type Asked =
  | {
      readonly changes: readonly Change[];
      readonly undo: null;
      /** After so many rows a preview stops counting. Absent: never. */
      readonly limit?: number;
      /** What is worth knowing beside what the plan itself says. */
      readonly notes?: readonly Warning[];
      /** Where the rows that are deleted are written to first. */
      readonly exportTo?: ExportTo;
    }
  | { readonly changes: null; readonly undo: RowImages };

/** Plans in a session's transaction, where `sets` then holds the rows. `locking`: for an apply. */
export async function planAsked(
  { dialect, model, catalog, database: { serverVersion } }: OpenConnection,
  asked: Asked,
  session: Pick<Session, 'run' | 'unpackInto'> & Partial<Pick<ApplySession, 'put'>>,
  locking: boolean,
  signal: AbortSignal | undefined,
  onRows?: Progress['at'],
): Promise<{ planned: PlannedChange; sets: RowSets }> {
  const limit = asked.undo === null && !locking ? asked.limit : undefined;
  const { tables } = model;
  const sets = createRowSets({
    facts: dialect.sql,
    tables,
    session,
    put: session.put,
    locking,
    signal,
    limit,
    onRows,
  });
  const relations = effectiveRelations(model, dialect.info);
  const { isPeculiar, cascadeDepth } = dialect;
  const simulate: Simulate = (simulation) => dialect.simulate(simulation, serverVersion);
  const { foreignKeys } = catalog;
  const suspension = dialect.sql.suspendForeignKeys.puts;
  const { orphansBack } = dialect.foreignKeys;
  const database = { simulate, isPeculiar, cascadeDepth, suspension, foreignKeys, orphansBack };
  const planned =
    asked.undo === null
      ? await planChange({ changes: asked.changes, model, relations, sets, shown: !locking, database })
      : await planUndo({ images: asked.undo, model, relations, sets, database });
  return { planned, sets };
}

/** Runs `work` on a session of its own and takes back whatever it did there. */
export async function inPreview<T>(
  connection: OpenConnection,
  work: (session: Session) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const session = await takeSession(connection.database, signal);
  try {
    await session.begin({ forPreview: true, byKeys: true, signal });
    return await work(session);
  } finally {
    await session.rollback();
    await session.release();
  }
}

export function digestOf(planned: PlannedChange): string {
  return createHash('sha256').update(planned.fingerprint).digest('hex');
}

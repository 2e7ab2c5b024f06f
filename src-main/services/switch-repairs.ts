import type { TableRef } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import { AppError, retold } from '../model/error.ts';
import type { ChosenRepair } from '../model/finding.ts';
import { sameTable } from '../model/identity.ts';
import type { Blocker, ChangePlan, Warning } from '../model/plan.ts';
import type { RelationMode } from '../model/relation.ts';
import type { Row } from '../model/value.ts';
import type { Journal } from '../storage/journal.ts';
import type { JournalLine, SwitchGoal } from '../storage/switch-journal-schema.ts';
import type { Changes } from './changes.ts';
import { readModel } from './models.ts';
import type { OpenConnection } from './open-connection.ts';
import { placeOf } from './place-of.ts';
import { repairChanges } from './repair-changes.ts';
import { settlePending } from './settle-pending.ts';
import type { Direction } from './switch-work.ts';

/** What is to be done with rows: those that reference nothing are repaired, or a repair is taken back. */
export type RepairWork =
  | { readonly kind: 'repair'; readonly plan: ChangePlan }
  | { readonly kind: 'undo'; readonly entry: string; readonly summary: string };

export type SwitchRepairs = ReturnType<typeof createSwitchRepairs>;

/** Repairs orphans on the way to foreign keys: as one change of its own, which an apply verifies and the history keeps. */
export function createSwitchRepairs({
  changes,
  journal,
}: {
  readonly changes: Changes;
  readonly journal: Journal;
}) {
  /** All of them at once, since rows may be the orphans of several relations. */
  async function preview(
    connection: OpenConnection,
    chosen: readonly ChosenRepair[],
    signal?: AbortSignal,
  ): Promise<ChangePlan> {
    const asked: Change[] = [];
    const notes: Warning[] = [];
    for (const { relation: id, by } of chosen) {
      const { relation, child } = tableOf(connection, id);
      const together = newRowsOf(asked, relation.parent.table);
      const repair = { connection, relation, child, by, key: null, values: null, together, signal };
      const found = await repairChanges(repair);
      asked.push(...found.changes.filter((change) => change.kind !== 'insert' || change.rows.length > 0));
      notes.push(...found.notes);
    }
    const blockers = notes.filter(leavesOrphans).map((note) => asBlocker(connection, note));
    const others = notes.filter((note) => !leavesOrphans(note));
    const plan = await changes.previewRepair(connection, { changes: asked, notes: others }, { signal });
    return { ...plan, blockers: [...plan.blockers, ...blockers] };
  }

  /** The entry of the history that the last repair of a switch is; null: there was none, or it is undone. */
  async function repaired(connection: OpenConnection, lines: readonly JournalLine[], signal?: AbortSignal) {
    const line = lines.findLast(({ kind }) => kind === 'repair');
    if (line?.kind !== 'repair') return null;
    await settlePending(journal, connection, signal);
    if (journal.unsettled(placeOf(connection)).includes(line.entry)) {
      throw new AppError('request.invalid', 'The repair of this switch is still being committed.', {
        hint: 'Wait a moment, and try again.',
      });
    }
    const entry = journal.get(line.entry);
    return entry === null || entry.undone ? null : entry;
  }

  return {
    preview,

    /** Whether rows are as a repair of this switch left them. */
    isDone: async (connection: OpenConnection, lines: readonly JournalLine[]) =>
      (await repaired(connection, lines)) !== null,

    /** What is still to be done with rows to bring a switch to one of its ends; null: nothing. `plan.stale`: the orphans are others now. */
    async left(
      connection: OpenConnection,
      { repairs, from }: SwitchGoal,
      direction: Direction,
      lines: readonly JournalLine[],
      signal?: AbortSignal,
    ): Promise<RepairWork | null> {
      if (repairs === undefined) return null;
      const at = await inMode(connection, from, signal);
      const entry = await repaired(at, lines, signal);
      if (direction === 'back')
        return entry === null ? null : { kind: 'undo', entry: entry.entry, summary: entry.summary };
      if (entry !== null) return null;
      const plan = await preview(at, repairs.chosen, signal);
      if (plan.digest === repairs.digest) return { kind: 'repair', plan };
      if (plan.effects.every(({ count }) => count === 0)) return null;
      throw new AppError('plan.stale', 'The rows to be repaired are not those that were shown any more.', {
        hint: 'Go back, and preview the switch again.',
      });
    },

    /** `entry`: the id that the repair is to have in the history. */
    async apply({ plan }: ChangePlan, entry: string, signal?: AbortSignal): Promise<void> {
      try {
        await changes.apply(plan, { entry, signal });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        throw retold(error, error.message, { hint: 'Preview the switch again.', data: null });
      }
    },

    /** Brings the rows back; else they stay repaired, and it says why. */
    async undo(
      connection: OpenConnection,
      mode: RelationMode,
      entry: string,
      signal?: AbortSignal,
    ): Promise<string | null> {
      const { reason = null } = journal.get(entry) ?? {};
      if (reason !== null) return reason;
      const at = await inMode(connection, mode, signal);
      const images = journal.images(entry, connection.dialect.unpack);
      const { plan, blockers } = await changes.previewUndo(at, images, { signal });
      if (blockers.length > 0) return blockers.map(({ message }) => message).join(' ');
      await changes.apply(plan, { signal });
      return null;
    },
  };
}

/** The connection, with its database read anew, as it is in a mode. */
async function inMode(
  connection: OpenConnection,
  mode: RelationMode,
  signal?: AbortSignal,
): Promise<OpenConnection> {
  const { dialect, database, relationFilePath } = connection;
  return { ...connection, ...(await readModel(dialect, database, relationFilePath, mode, signal)) };
}

function tableOf({ model }: OpenConnection, id: string) {
  const relation = model.relations.find((one) => one.id === id);
  const child = model.tables.find(
    (table) => relation !== undefined && sameTable(table, relation.child.table),
  );
  if (relation !== undefined && child !== undefined) return { relation, child };
  throw new AppError('plan.stale', `The relation ${id} is gone.`, { hint: 'Preview the switch again.' });
}

function newRowsOf(asked: readonly Change[], table: TableRef): readonly Row[] {
  return asked.flatMap((one) => (one.kind === 'insert' && sameTable(one.table, table) ? one.rows : []));
}

const leavesOrphans = ({ rule }: Warning) => rule === 'orphansLeft';

function asBlocker(connection: OpenConnection, { relation, message }: Warning): Blocker {
  const { table } = tableOf(connection, relation ?? '').relation.child;
  return { rule: 'orphans', relation, table, count: 0, exact: false, sample: [], message, ways: [] };
}

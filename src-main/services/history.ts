import { AppError } from '../model/error.ts';
import type { HistoryEntry } from '../model/history.ts';
import type { ChangePlan } from '../model/plan.ts';
import type { Journal } from '../storage/journal.ts';
import type { Changes, Following } from './changes.ts';
import { reloadModel } from './models.ts';
import type { OpenConnection } from './open-connection.ts';
import { placeOf } from './place-of.ts';
import { settlePending } from './settle-pending.ts';

export type History = ReturnType<typeof createHistory>;

/** Applied changes, and the way back. */
export function createHistory(parts: {
  readonly journal: Journal;
  readonly changes: Pick<Changes, 'previewUndo'>;
  /** All open connections, the latest last. */
  readonly connections: () => readonly OpenConnection[];
}) {
  const { journal, changes, connections } = parts;
  /** The connection by which the history of a database was last looked at. */
  const lookedAt = new Map<string, string>();

  return {
    /** What was applied to this database through Referee, the newest first, as far as the journal goes back. */
    async list(connection: OpenConnection, signal?: AbortSignal): Promise<readonly HistoryEntry[]> {
      const place = placeOf(connection);
      lookedAt.set(place, connection.handle);
      await settlePending(journal, connection, signal);
      return journal.list(place);
    },

    /** The plan that brings the rows of an entry back, held like any other. `request.invalid`: it cannot be. */
    async undo(id: string, following: Following = {}): Promise<ChangePlan> {
      const entry = journal.get(id);
      if (entry === null) {
        throw new AppError('request.invalid', `The history has no entry ${id}.`, {
          hint: 'The journal forgets what is old; list the history to see what there is.',
        });
      }
      if (entry.reason !== null) {
        throw new AppError('request.invalid', `"${entry.summary}" cannot be undone: ${entry.reason}`);
      }
      const there = connections().filter((connection) => placeOf(connection) === entry.place);
      const connection = there.find(({ handle }) => handle === lookedAt.get(entry.place)) ?? there.at(-1);
      if (connection === undefined) {
        throw new AppError(
          'request.invalid',
          `"${entry.summary}" was applied to a database that is not open.`,
          {
            hint: 'Open it first.',
          },
        );
      }
      const images = journal.images(id, connection.dialect.unpack);
      // Whether orphans may come back depends on what became of their foreign keys since.
      if (images.repaired.length > 0) await reloadModel(connection, following.signal);
      return changes.previewUndo(connection, images, following);
    },
  };
}

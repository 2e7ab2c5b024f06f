import * as v from 'valibot';
import type { HistoryEntry } from '../model/history.ts';
import type { ImageKind, ImageLayout, PackedRows, RowImages } from '../model/row-images.ts';
import { durably, openJournalFile } from './journal-file.ts';
import { readImages, type Side, type Unpack, writePiece, writeSet } from './journal-images.ts';
import { type EntryRow, entryRow, readEffects, spell } from './journal-rows.ts';

export type JournalLimits = {
  /** Milliseconds after which an entry is forgotten. */
  readonly age: number;
  /** Bytes of all entries together; the eldest are forgotten first. */
  readonly total: number;
};

/** A change that is about to be applied. */
export type NewEntry = Omit<HistoryEntry, 'undoable' | 'reason' | 'undoes'> & {
  /** Which database, in words: equal for the same one. */
  readonly place: string;
  /** The entry that it undoes; null: none. */
  readonly undoes: string | null;
};

export type Journal = ReturnType<typeof createJournal>;

const day = 24 * 60 * 60 * 1000;
export const defaultLimits: JournalLimits = { age: 30 * day, total: 512 * 1024 * 1024 };

/**
 * Applied changes with the rows they touched, in one file that is opened when it is first needed. Calls are short: rows
 * come in pieces and go in pages. An entry is `begun` while its rows are taken, `pending` from before its COMMIT, and then `applied`.
 */
export function createJournal(path: string, limits: JournalLimits = defaultLimits) {
  let opened: ReturnType<typeof openJournalFile> | null = null;
  const file = () => {
    opened ??= openJournalFile(path);
    return opened;
  };
  /** Entries of this process whose end it will tell. */
  const running = new Set<string>();
  const entries = `SELECT e.*, EXISTS (SELECT 1 FROM entry u WHERE u.undoes = e.id AND u.state = 'applied') AS undone FROM entry e`;

  function numberOf(entry: string): number {
    const found = find(entry);
    if (found === null) throw new Error(`The journal has no entry ${entry}.`);
    return found.number;
  }

  function find(entry: string): EntryRow | null {
    const found: unknown = file().prepare(`${entries} WHERE e.id = ?`).get(entry);
    return found === undefined ? null : v.parse(entryRow, found);
  }

  return {
    begin({ entry, place, at, summary, effects, undoes }: NewEntry): void {
      running.add(entry);
      file()
        .prepare(
          `INSERT INTO entry (id, place, at, state, summary, effects, undoes, process) VALUES (?, ?, ?, 'begun', ?, ?, ?, ?)`,
        )
        .run(entry, place, at, summary, spell([...effects]), undoes, process.pid);
    },

    /** Begins a set of rows at this position. */
    open(entry: string, position: number, kind: ImageKind, layout: ImageLayout): void {
      writeSet(file(), numberOf(entry), position, kind, layout);
    },

    /** Adds rows to the set at this position: those after an update in the order of those before it. */
    append(entry: string, position: number, side: Side, packed: PackedRows): void {
      const number = numberOf(entry);
      const db = file();
      db.transaction(() => {
        writePiece(db, number, position, side, packed);
        db.prepare('UPDATE entry SET bytes = bytes + ? WHERE number = ?').run(packed.bytes.length, number);
      })();
    },

    /** The change will be committed without its rows, which are forgotten: it cannot be undone, for this reason. */
    withoutRows(entry: string, reason: string): void {
      const db = file();
      db.transaction(() => {
        db.prepare('DELETE FROM image_set WHERE entry = ?').run(numberOf(entry));
        db.prepare('UPDATE entry SET reason = ?, bytes = 0 WHERE id = ?').run(reason, entry);
      })();
    },

    /** All rows are here and COMMIT is next. */
    ready(entry: string): void {
      const db = file();
      durably(db, () => db.prepare(`UPDATE entry SET state = 'pending' WHERE id = ?`).run(entry));
    },

    applied(entry: string): void {
      file().prepare(`UPDATE entry SET state = 'applied' WHERE id = ?`).run(entry);
      running.delete(entry);
    },

    drop(entry: string): void {
      file().prepare('DELETE FROM entry WHERE id = ?').run(entry);
      running.delete(entry);
    },

    /** Nobody knows whether its COMMIT went through: the database has to be asked. */
    lost(entry: string): void {
      running.delete(entry);
    },

    /** Entries of a database whose COMMIT nobody will tell of any more. What was only begun was not committed and goes. */
    unsettled(place: string): readonly string[] {
      const found: unknown[] = file()
        .prepare(`${entries} WHERE e.place = ? AND e.state <> 'applied'`)
        .all(place);
      return found.flatMap((row) => {
        const { id, state, process: owner } = v.parse(entryRow, row);
        if (owner === process.pid ? running.has(id) : isAlive(owner)) return [];
        if (state === 'pending') return [id];
        file().prepare('DELETE FROM entry WHERE id = ?').run(id);
        return [];
      });
    },

    /** Applied changes of a database, the newest first. */
    list(place: string): readonly HistoryEntry[] {
      const found: unknown[] = file()
        .prepare(`${entries} WHERE e.place = ? AND e.state = 'applied' ORDER BY e.number DESC`)
        .all(place);
      return found.map((row) => asHistory(v.parse(entryRow, row)));
    },

    /** An applied change with its database; null: there is none by this id. `undone`: its rows are back. */
    get(entry: string): (HistoryEntry & { readonly place: string; readonly undone: boolean }) | null {
      const found = find(entry);
      if (found?.state !== 'applied') return null;
      return { ...asHistory(found), place: found.place, undone: found.undone === 1 };
    },

    /** The rows of an entry; `unpack` is that of the dialect which packed them. */
    images(entry: string, unpack: Unpack): RowImages {
      const effects = readEffects(find(entry)?.effects ?? '[]');
      const repaired = [...new Set(effects.flatMap(({ orphansOf }) => orphansOf ?? []))];
      return { ...readImages(file(), entry, numberOf(entry), unpack), repaired };
    },

    /** Forgets what is too old, and the eldest entries while all together are too large; the newest stays. */
    prune(now: Date): void {
      const db = file();
      const eldest = new Date(now.getTime() - limits.age).toISOString();
      db.prepare(`DELETE FROM entry WHERE at < ? AND state = 'applied'`).run(eldest);
      db.prepare(
        `DELETE FROM entry WHERE state = 'applied' AND number IN (
           SELECT number FROM (
             SELECT number, sum(bytes) OVER (ORDER BY number DESC) AS newer, row_number() OVER (ORDER BY number DESC) AS place
             FROM entry
           ) WHERE newer > ? AND place > 1
         )`,
      ).run(limits.total);
    },

    close(): void {
      opened?.close();
      opened = null;
    },
  };
}

function isAlive(owner: number): boolean {
  try {
    process.kill(owner, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function asHistory({ id, at, summary, effects, reason, undoes, undone }: EntryRow): HistoryEntry {
  const why = undone === 1 ? 'It was undone already.' : reason;
  return {
    entry: id,
    at,
    summary,
    effects: readEffects(effects),
    undoable: why === null,
    reason: why,
    ...(undoes === null ? {} : { undoes }),
  };
}

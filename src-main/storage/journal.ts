import * as v from 'valibot';
import type { HistoryEntry } from '../model/history.ts';
import type { ImageSet, RowImage, RowImages } from '../model/row-images.ts';
import { openJournalFile } from './journal-file.ts';
import { type EntryRow, entryRow, readEffects, readImage, setRow, spell } from './journal-rows.ts';

export type JournalLimits = {
  /** Milliseconds after which an entry is forgotten. */
  readonly age: number;
  /** Bytes of all entries together; the eldest are forgotten first. */
  readonly total: number;
};

/** A change that is about to be applied. */
export type NewEntry = Omit<HistoryEntry, 'undoable' | 'reason'> & {
  /** Which database, in words: equal for the same one. */
  readonly place: string;
  /** The entry that it undoes; null: none. */
  readonly undoes: string | null;
};

export type Journal = ReturnType<typeof createJournal>;

const day = 24 * 60 * 60 * 1000;
export const defaultLimits: JournalLimits = { age: 30 * day, total: 512 * 1024 * 1024 };

/** Rows in one read. */
const pageSize = 1000;

/**
 * Applied changes with the rows they touched, in one file that is opened when it is first needed. Calls are short: rows
 * come and go in pages. An entry is `begun` while its rows are taken, `pending` from before its COMMIT, and then `applied`.
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

    /** Adds rows to the set at this position. Gives the number of bytes they take. */
    append(
      entry: string,
      position: number,
      { table, action }: Omit<ImageSet, 'count'>,
      firstOrdinal: number,
      images: readonly RowImage[],
    ): number {
      const number = numberOf(entry);
      const db = file();
      const insert = db.prepare('INSERT INTO image VALUES (?, ?, ?, ?, ?, ?)');
      return db.transaction(() => {
        db.prepare('INSERT OR IGNORE INTO image_set VALUES (?, ?, ?, ?, ?)').run(
          number,
          position,
          table.schema,
          table.name,
          action,
        );
        let bytes = 0;
        for (const [i, { before, after, followed }] of images.entries()) {
          const texts = [before, after].map((row) => (row === null ? null : spell(row)));
          const follows = Object.keys(followed).length === 0 ? null : spell(followed);
          insert.run(number, position, firstOrdinal + i, ...texts, follows);
          bytes += (texts[0]?.length ?? 0) + (texts[1]?.length ?? 0);
        }
        db.prepare('UPDATE entry SET bytes = bytes + ? WHERE number = ?').run(bytes, number);
        return bytes;
      })();
    },

    /** How the rows of the set at this position look after the writes, in the order of `append`. */
    putAfter(
      entry: string,
      position: number,
      firstOrdinal: number,
      rows: readonly RowImage['after'][],
    ): number {
      const number = numberOf(entry);
      const db = file();
      const update = db.prepare(
        'UPDATE image SET after = ? WHERE entry = ? AND position = ? AND ordinal = ?',
      );
      return db.transaction(() => {
        let bytes = 0;
        for (const [i, row] of rows.entries()) {
          const text = row === null ? null : spell(row);
          update.run(text, number, position, firstOrdinal + i);
          bytes += text?.length ?? 0;
        }
        db.prepare('UPDATE entry SET bytes = bytes + ? WHERE number = ?').run(bytes, number);
        return bytes;
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
      file().prepare(`UPDATE entry SET state = 'pending' WHERE id = ?`).run(entry);
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

    /** An applied change with its database; null: there is none by this id. */
    get(entry: string): (HistoryEntry & { readonly place: string }) | null {
      const found = find(entry);
      return found?.state === 'applied' ? { ...asHistory(found), place: found.place } : null;
    },

    images(entry: string): RowImages {
      const number = numberOf(entry);
      const read = (position: number, past: number): unknown[] =>
        file()
          .prepare(
            'SELECT ordinal, before, after, followed FROM image WHERE entry = ? AND position = ? AND ordinal > ? ORDER BY ordinal LIMIT ?',
          )
          .all(number, position, past, pageSize);
      const found: unknown[] = file()
        .prepare(
          `SELECT position, "schema", name, action,
             (SELECT count(*) FROM image i WHERE i.entry = s.entry AND i.position = s.position) AS count
           FROM image_set s WHERE entry = ? ORDER BY position`,
        )
        .all(number);
      const sets = found.map((row) => {
        const { position, schema, name, action, count } = v.parse(setRow, row);
        return { position, table: { schema, name }, action, count };
      });
      return {
        entry,
        sets,
        async *pages(set) {
          const position = sets.find(
            ({ table, action }) =>
              action === set.action && table.name === set.table.name && table.schema === set.table.schema,
          )?.position;
          if (position === undefined) return;
          for (let past = -1; ; ) {
            const page = read(position, past).map(readImage);
            if (page.length > 0) yield page.map(({ image }) => image);
            if (page.length < pageSize) return;
            past = page.at(-1)?.ordinal ?? past;
          }
        },
      };
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

function asHistory({ id, at, summary, effects, reason, undone }: EntryRow): HistoryEntry {
  const why = undone === 1 ? 'It was undone already.' : reason;
  return { entry: id, at, summary, effects: readEffects(effects), undoable: why === null, reason: why };
}

import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../model/error.ts';

const version = 2;

/** The tables of the journal. The pieces of a set are in the order of their numbers. */
const schema = `
  CREATE TABLE IF NOT EXISTS entry (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    place TEXT NOT NULL,
    at TEXT NOT NULL,
    state TEXT NOT NULL,
    summary TEXT NOT NULL,
    effects TEXT NOT NULL,
    reason TEXT,
    undoes TEXT,
    process INTEGER NOT NULL,
    bytes INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS entry_place ON entry (place);
  CREATE TABLE IF NOT EXISTS image_set (
    entry INTEGER NOT NULL REFERENCES entry ON DELETE CASCADE,
    position INTEGER NOT NULL,
    "schema" TEXT NOT NULL,
    name TEXT NOT NULL,
    action TEXT NOT NULL,
    layout TEXT NOT NULL,
    PRIMARY KEY (entry, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS image_piece (
    number INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    side TEXT NOT NULL,
    shape TEXT NOT NULL,
    count INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    FOREIGN KEY (entry, position) REFERENCES image_set ON DELETE CASCADE
  ) STRICT;
  CREATE INDEX IF NOT EXISTS image_piece_set ON image_piece (entry, position, side);
  PRAGMA user_version = ${version};
`;

/** Version 1 kept rows one by one as JSON. Its entries stay in the history, without their rows. */
const fromVersion1 = `
  BEGIN IMMEDIATE;
  DROP TABLE image;
  DROP TABLE image_set;
  UPDATE entry SET bytes = 0, reason = coalesce(reason,
    'An older version of the program applied it, whose way of keeping rows this one does not read.');
  PRAGMA user_version = 0;
  COMMIT;
`;

/** Opens the journal, which nobody but its user may read: it holds rows of databases. */
export function openJournalFile(path: string): Database.Database {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    // SQLite gives the files beside it the permissions of this one.
    closeSync(openSync(path, 'a', 0o600));
    chmodSync(path, 0o600);
    const db = new Database(path, { timeout: 5_000 });
    db.pragma('journal_mode = WAL');
    // The file is whole after a power cut in any case; what must be in it by then is made sure of by `durably`.
    db.pragma('synchronous = NORMAL');
    db.pragma('secure_delete = ON');
    db.pragma('foreign_keys = ON');
    const found = Number(db.pragma('user_version', { simple: true }));
    if (found > version) {
      db.close();
      throw new Error('a newer version of the program wrote it');
    }
    if (found === 1) db.exec(fromVersion1);
    db.exec(schema);
    return db;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AppError('request.invalid', `The journal ${path} cannot be opened: ${why}.`, {
      hint: 'Check its permissions, or move it away to start with an empty one; what it holds can then not be undone.',
      cause: error,
    });
  }
}

/** Whatever was written until then, and by `work`, survives a power cut from here on. */
export function durably(db: Database.Database, work: () => void): void {
  db.pragma('synchronous = FULL');
  try {
    work();
  } finally {
    db.pragma('synchronous = NORMAL');
  }
}

import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../model/error.ts';

/** The tables of the journal. `image` rows are ordered within their set as they were taken. */
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
    PRIMARY KEY (entry, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS image (
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    before TEXT,
    after TEXT,
    followed TEXT,
    PRIMARY KEY (entry, position, ordinal),
    FOREIGN KEY (entry, position) REFERENCES image_set ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  PRAGMA user_version = 1;
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
    // What is pending must survive a power cut, or a change could be there without its journal.
    db.pragma('synchronous = FULL');
    db.pragma('secure_delete = ON');
    db.pragma('foreign_keys = ON');
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > 1) {
      db.close();
      throw new Error('a newer version of the program wrote it');
    }
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

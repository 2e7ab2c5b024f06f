import type { ResultSet } from '../dialect.ts';
import type { Packed } from './packed-rows.ts';
import type { SqliteValue } from './values.ts';

/** What a session's worker is started with. */
export type WorkerOptions = {
  readonly file: string;
  readonly readOnly: boolean;
  /** For editing `sqlite_schema`: writable, and without foreign keys, which must be off before the transaction. */
  readonly editsSchema: boolean;
  /** Milliseconds to wait for another program's lock. */
  readonly lockWait: number;
  readonly cancelFlags: SharedArrayBuffer;
};

/** A SELECT whose rows are wanted in one piece of at most `limit` bytes. */
export type PackWork = {
  readonly kind: 'pack';
  readonly text: string;
  readonly params: readonly SqliteValue[];
  readonly limit: number;
};

/** Statements one after the other, as far as none fails. */
export type SeveralWork = { readonly kind: 'several'; readonly works: readonly (RunWork | PackWork)[] };

export type RunWork = {
  readonly kind: 'run';
  readonly text: string;
  readonly params: readonly SqliteValue[];
};

/** The rows of a pack, which go into a table as its INSERT says. */
export type UnpackWork = { readonly kind: 'unpack'; readonly text: string; readonly bytes: Uint8Array };

/** A copy of the whole file, page by page. */
export type BackupWork = { readonly kind: 'backup'; readonly path: string };

export type Work =
  | UnpackWork
  | RunWork
  | { readonly kind: 'rollback' }
  /** Rolls back and drops what belongs to the session alone. */
  | { readonly kind: 'reset' }
  /** Forgets the connection for a new one, which reads the schema anew. */
  | { readonly kind: 'reopen' }
  | { readonly kind: 'close' };

/** Requests are numbered from 1; the reply numbered 0 tells how opening the file went, in its one row the version. */
export type WorkerRequest = {
  readonly id: number;
  readonly work: Work | PackWork | SeveralWork | BackupWork;
};
export type Done = { readonly result: ResultSet } | { readonly packed: Packed };
/** `failure`: of the one after the last that was done. */
export type Several = {
  readonly done: readonly (Done & { readonly milliseconds: number })[];
  readonly failure: Failure | null;
};
export type WorkerReply = { readonly id: number } & (
  | Done
  | { readonly several: Several }
  | { readonly failure: Failure }
);

/** An error of better-sqlite3: `code` as SQLite names it, null where it is not SQLite's. */
export type Failure = { readonly code: string | null; readonly message: string };

export const noRows: ResultSet = { columns: [], rows: [], affected: 0 };

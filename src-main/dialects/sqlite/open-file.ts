import Database from 'better-sqlite3';
import type { Cancellation } from './cancellation.ts';
import { registerFunctions } from './functions.ts';
import type { WorkerOptions } from './protocol.ts';

export function openFile(options: WorkerOptions, cancellation: Cancellation): Database.Database {
  const { file, readOnly, editsSchema } = options;
  // No busy timeout of SQLite's own: it could not be cancelled (see retry-busy.ts).
  const db = new Database(file, { readonly: readOnly, fileMustExist: true, timeout: 0 });
  registerFunctions(db, cancellation);
  configure(db, editsSchema);
  return db;
}

/** Also resets what statements of a user may have changed. */
export function configure(db: Database.Database, editsSchema: boolean): void {
  db.unsafeMode(editsSchema);
  // better-sqlite3 turns recursive triggers on; they must do what they do in the user's own programs.
  db.exec(
    `PRAGMA foreign_keys = ${editsSchema ? 'OFF' : 'ON'}; PRAGMA defer_foreign_keys = OFF; PRAGMA ignore_check_constraints = OFF;
     PRAGMA query_only = OFF; PRAGMA recursive_triggers = OFF; PRAGMA temp_store = MEMORY`,
  );
}

/** Drops what a session made for itself alone. A statistics table made by ANALYZE goes as well. */
export function dropTemporary(db: Database.Database): void {
  const made = db
    .prepare<[], { type: string; name: string }>(
      `SELECT type, name FROM temp.sqlite_schema WHERE type IN ('view', 'table', 'trigger')
       ORDER BY type DESC, name`,
    )
    .all();
  for (const { type, name } of made) {
    db.exec(`DROP ${type.toUpperCase()} IF EXISTS temp."${name.replaceAll('"', '""')}"`);
  }
}

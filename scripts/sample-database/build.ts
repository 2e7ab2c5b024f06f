import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { createRows } from './rows.ts';
import { schema } from './schema.ts';

/** Writes the sample database to `path`, in place of what is there. The same bytes each time. */
export function buildSampleDatabase(path: string): void {
  rmSync(path, { force: true });
  const database = new Database(path);
  try {
    database.pragma('foreign_keys = ON');
    database.transaction(() => fill(database))();
    database.exec('ANALYZE; VACUUM;');
  } finally {
    database.close();
  }
}

function fill(database: Database.Database): void {
  database.exec(schema);
  for (const { table, rows } of createRows()) {
    const names = Object.keys(rows[0] ?? {});
    const places = names.map((name) => `@${name}`).join(', ');
    const insert = database.prepare(`INSERT INTO "${table}" (${names.join(', ')}) VALUES (${places})`);
    for (const row of rows) insert.run(row);
  }
}

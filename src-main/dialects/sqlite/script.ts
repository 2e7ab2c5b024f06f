import type { ScriptFacts } from '../../model/switch-way.ts';
import { isTagged, type Value } from '../../model/value.ts';

/** A value in a statement. Steps hold texts and numbers only. */
export function literal(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  return `'${(isTagged(value) ? value.text : value).replaceAll("'", "''")}'`;
}

/**
 * For the sqlite3 program. The table that comes and goes makes other connections read the schema anew, which an edit of
 * its texts alone does not.
 */
export const script: ScriptFacts = {
  // Newer programs let nobody edit the schema otherwise: https://sqlite.org/c3ref/c_dbconfig_defensive.html
  program: ['.dbconfig defensive off'],
  head: [],
  begin: ['PRAGMA foreign_keys = OFF;', 'BEGIN IMMEDIATE;', 'PRAGMA writable_schema = ON;'],
  commit: [
    'PRAGMA writable_schema = RESET;',
    'CREATE TABLE referee_schema_changed (x);',
    'DROP TABLE referee_schema_changed;',
    'COMMIT;',
    'PRAGMA foreign_key_check;',
  ],
  literal,
};

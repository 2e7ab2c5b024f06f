import type Driver from 'better-sqlite3';
import { comments } from '../../../src-main/dialects/sqlite/tokens.ts';

/** What a table is, each part as one text to compare. */
export type TableState = {
  /** As SQLite keeps it. */
  readonly text: string;
  /** `pragma_foreign_key_list`. */
  readonly keys: string;
  /** Columns, indexes, options, the pages they begin at. */
  readonly shape: string;
  /** What becomes of rows that are put into it: refused by which check, kept as which values. */
  readonly behaviour: string;
  readonly comments: string;
};

export function tableState(db: Driver.Database, table: string): TableState {
  const all = (text: string) => db.prepare(text).raw().all(table);
  const [[text, rowid, rootpage] = []] = db
    .prepare<[string], [string, number, number]>(
      'SELECT sql, rowid, rootpage FROM sqlite_schema WHERE name = ?',
    )
    .raw()
    .all(table);
  return {
    text: text ?? '',
    // MATCH is kept with the text alone: it means nothing.
    keys: JSON.stringify(
      all(
        'SELECT id, seq, "table", "from", ifnull("to", "from"), on_update, on_delete FROM pragma_foreign_key_list(?)',
      ),
    ),
    shape: JSON.stringify([
      rowid,
      rootpage,
      all('SELECT * FROM pragma_table_xinfo(?)'),
      all('SELECT seq, name, "unique", origin, partial FROM pragma_index_list(?)'),
      all('SELECT i.name, x.* FROM pragma_index_list(?) AS i JOIN pragma_index_xinfo(i.name) AS x'),
      all('SELECT type, ncol, wr, strict FROM pragma_table_list WHERE name = ?'),
    ]),
    behaviour: behaviour(db, table),
    comments: JSON.stringify(comments(text ?? '').map((comment) => comment.trim())),
  };
}

const values = ["'REFERENCES p'", '7', '1', "'a'", "'A'", 'NULL', "'a long text'", "x'27'"];

/** Tried and taken back; the same rows each time. */
function behaviour(db: Driver.Database, table: string): string {
  const name = `"${table}"`;
  const columns = db
    .prepare<[string], string>('SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0')
    .pluck()
    .all(table)
    .map((column) => `"${column.replaceAll('"', '""')}"`);
  const answers: unknown[] = [];
  const attempt = (text: string) => {
    // ON CONFLICT ROLLBACK takes back all that was tried so far.
    if (!db.inTransaction) db.exec('BEGIN');
    try {
      db.exec(text);
      answers.push('done');
    } catch (error) {
      answers.push(error instanceof Error ? error.message : error);
    }
  };
  attempt(`INSERT INTO ${name} DEFAULT VALUES`);
  for (let at = 0; at < values.length; at += 1) {
    const row = columns.map((_, place) => values[(at + place * 3) % values.length]);
    attempt(`INSERT INTO ${name} (${columns.join(', ')}) VALUES (${row.join(', ')})`);
  }
  const rows = db.prepare(`SELECT * FROM ${name}`).raw().all();
  if (db.inTransaction) db.exec('ROLLBACK');
  return JSON.stringify([answers, rows]);
}

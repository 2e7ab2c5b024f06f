import Driver from 'better-sqlite3';

/** What SQLite itself makes of the text of a table. */
export type Reading = {
  readonly name: string;
  /** The text as SQLite stores it. */
  readonly stored: string;
  /** Columns, indexes and options: all that must not change with the foreign keys. */
  readonly shape: unknown;
  /** `pragma_foreign_key_list`, in the order of declaration. */
  readonly keys: readonly KeyRow[];
};

type KeyRow = { id: number; seq: number; table: string; from: string; to: string | null } & Record<
  string,
  unknown
>;

export function schemaOf(sql: string): Reading {
  const db = new Driver(':memory:');
  try {
    db.exec(sql);
    const all = (text: string): unknown[] => db.prepare(text).all(name);
    const row = db
      .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
      .get();
    if (row === undefined) throw new Error('The text made no table.');
    const { name } = row;
    return {
      name,
      stored: row.sql,
      shape: [
        all('SELECT * FROM pragma_table_xinfo(?)'),
        all('SELECT seq, name, "unique", origin, partial FROM pragma_index_list(?)'),
        all('SELECT i.name, x.* FROM pragma_index_list(?) AS i JOIN pragma_index_xinfo(i.name) AS x'),
        all('SELECT type, ncol, wr, strict FROM pragma_table_list WHERE name = ?'),
      ],
      keys: db
        .prepare<[string], KeyRow>('SELECT * FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq')
        .all(name),
    };
  } finally {
    db.close();
  }
}

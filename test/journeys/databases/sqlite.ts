import Database from 'better-sqlite3';
import type { SqlDatabase } from './sql-database.ts';

export async function openSqlite(file: string): Promise<SqlDatabase> {
  const connection = new Database(file, { fileMustExist: true });
  connection.pragma('foreign_keys = ON');
  connection.defaultSafeIntegers();
  const query = async (sql: string) => {
    const statement = connection.prepare<[], unknown[]>(sql);
    if (!statement.reader) {
      statement.run();
      return [];
    }
    return statement.raw().all();
  };
  return {
    url: `sqlite:${file}`,
    query,
    tables: async () =>
      (
        await query(
          "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY name",
        )
      ).map(([name]) => String(name)),
    catalog: async () =>
      (await query('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid')).map((row) =>
        row.join('|'),
      ),
    foreignKeyColumns: () =>
      query(
        `SELECT t.name, k.id, k."from" FROM sqlite_schema t, pragma_foreign_key_list(t.name) k
         WHERE t.type = 'table' ORDER BY t.name, k.id, k.seq`,
      ),
    close: async () => void connection.close(),
  };
}

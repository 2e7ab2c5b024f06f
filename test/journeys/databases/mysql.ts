import { createConnection } from 'mysql2/promise';
import type { SqlDatabase } from './sql-database.ts';

export async function openMysql(url: string): Promise<SqlDatabase> {
  const connection = await createConnection({ uri: url, dateStrings: true, supportBigNumbers: true });
  await connection.query("SET sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES')");
  const query = async (sql: string): Promise<readonly (readonly unknown[])[]> => {
    const [rows] = await connection.query({ sql, rowsAsArray: true });
    return Array.isArray(rows) ? rows.map((row) => Object.values(row)) : [];
  };
  const tables = async () =>
    (await query('SELECT table_name FROM information_schema.tables WHERE table_schema = database()'))
      .map(([name]) => String(name))
      .sort();
  return {
    url,
    query,
    tables,
    async catalog() {
      const texts: string[] = [];
      for (const table of await tables()) {
        const [row] = await query(`SHOW CREATE TABLE "${table}"`);
        texts.push(String(row?.[1]));
      }
      return texts;
    },
    foreignKeyColumns: () =>
      query(
        `SELECT table_name, constraint_name, column_name FROM information_schema.key_column_usage
         WHERE table_schema = database() AND referenced_table_name IS NOT NULL
         ORDER BY table_name, constraint_name, ordinal_position`,
      ),
    close: () => connection.end(),
  };
}

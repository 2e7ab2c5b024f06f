import type { Connection } from 'mysql2/promise';

/** "MariaDB 10.11.19", "MySQL 8.4.2". */
export async function serverVersion(connection: Connection): Promise<string> {
  const [rows] = await connection.query({ sql: 'SELECT VERSION()' });
  const row: unknown = Array.isArray(rows) ? rows[0] : undefined;
  const text = String(Array.isArray(row) ? row[0] : '');
  // Old MariaDB servers put 5.5.5- first, which old replicas need.
  const number = /\d+\.\d+\.\d+/.exec(text.replace(/^5\.5\.5-/, ''))?.[0] ?? text;
  return /mariadb/i.test(text) ? `MariaDB ${number}` : `MySQL ${number}`;
}

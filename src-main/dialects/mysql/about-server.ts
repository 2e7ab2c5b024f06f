import type { Connection } from 'mysql2/promise';

/**
 * `version`: "MariaDB 10.11.19", "MySQL 8.4.2". `logsRows`: the binary log, if there is one, takes rows; where it takes
 * statements only, InnoDB refuses writes in READ COMMITTED:
 * https://dev.mysql.com/doc/refman/8.4/en/innodb-transaction-isolation-levels.html `takesCompounds`: statements can go as
 * one compound statement, outside of procedures: https://mariadb.com/kb/en/using-compound-statements-outside-of-stored-programs/
 */
export async function aboutServer(
  connection: Connection,
): Promise<{ readonly version: string; readonly logsRows: boolean; readonly takesCompounds: boolean }> {
  const [rows] = await connection.query({
    sql: `SELECT VERSION(), @@log_bin = 0 OR @@binlog_format <> 'STATEMENT'`,
  });
  const row: unknown = Array.isArray(rows) ? rows[0] : undefined;
  const [version, logsRows] = Array.isArray(row) ? row : [];
  const known = versionText(String(version ?? ''));
  return { version: known, logsRows: String(logsRows) === '1', takesCompounds: known.startsWith('MariaDB') };
}

function versionText(text: string): string {
  // Old MariaDB servers put 5.5.5- first, which old replicas need.
  const number = /\d+\.\d+\.\d+/.exec(text.replace(/^5\.5\.5-/, ''))?.[0] ?? text;
  return /mariadb/i.test(text) ? `MariaDB ${number}` : `MySQL ${number}`;
}

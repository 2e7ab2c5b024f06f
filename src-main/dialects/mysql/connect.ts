import { type ConnectionOptions, type Connection as CoreConnection, createConnection } from 'mysql2';
import type { Connection } from 'mysql2/promise';
import type { ConnectionSettings } from '../../model/connection.ts';
import { AppError } from '../../model/error.ts';
import type { Timeouts } from '../../model/timeouts.ts';
import { type Place, toAppError } from './errors.ts';

const connectTimeout = 10_000;

/**
 * Strict, so that no value is silently cut. Zero dates are allowed and 0 is stored as 0, so that every row that exists
 * can be written back; backslash escapes and plain double quotes are MySQL's own default.
 */
const sqlMode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

/** Bytes that GROUP_CONCAT gives: MariaDB's default. MySQL's, 1024, cuts a list off without an error. */
const longestList = 1_048_576;

export function placeOf(settings: ConnectionSettings): Place {
  const port = Number(settings.port || '3306');
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new AppError('request.invalid', `"${settings.port}" is no port.`, {
      hint: 'The usual one is 3306.',
    });
  if (!settings.database)
    throw new AppError('request.invalid', 'No database is named.', { hint: 'Give the name of a database.' });
  return {
    host: settings.host || 'localhost',
    port,
    database: settings.database,
    user: settings.user || 'root',
  };
}

/** A connection, and the same without promises: it tells of rows one by one. */
export type Line = { readonly connection: Connection; readonly core: CoreConnection };

/** A connection that never crashes the process: its errors reach whoever uses it next. */
export async function openConnection(settings: ConnectionSettings): Promise<Line> {
  const place = placeOf(settings);
  try {
    const core = createConnection(optionsOf(place, settings));
    const connection = core.promise();
    connection.on('error', () => {});
    await connection.connect();
    return { connection, core };
  } catch (error) {
    const failure = toAppError(error, place);
    if (failure.code !== 'connection.lost') throw failure;
    throw new AppError('connection.refused', `${place.host}:${place.port} ended the connection at once.`, {
      hint: 'Check that host and port lead to a MySQL or MariaDB server that accepts connections from here.',
    });
  }
}

/** What each session starts with, and again after each reset. */
export function sessionSettings(
  settings: ConnectionSettings,
  readOnly: boolean,
  { lock, statement }: Timeouts,
): readonly string[] {
  // Whole seconds; the servers' own default for a table's lock is a day and more.
  const lockWait = seconds(lock);
  const database = (settings.database ?? '').replaceAll('`', '``');
  return [
    `SET NAMES utf8mb4, SESSION sql_mode = '${sqlMode}', SESSION lock_wait_timeout = ${lockWait}, ` +
      `SESSION innodb_lock_wait_timeout = ${lockWait}, SESSION foreign_key_checks = 1, SESSION unique_checks = 1, SESSION group_concat_max_len = ${longestList}`,
    `SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, ${readOnly ? 'READ ONLY' : 'READ WRITE'}`,
    `USE \`${database}\``,
    ...(statement === null ? [] : [`SET SESSION ${statementLimit(statement)}`]),
  ];
}

/** What each transaction of a change starts with: the server ends what takes too long, and what its program has left. */
export function changeSettings({ change, idle }: Timeouts): string {
  // Only MariaDB reads this comment: https://mariadb.com/kb/en/comment-syntax/
  return `SET SESSION ${statementLimit(change ?? 0)} /*M!100600 , SESSION idle_write_transaction_timeout = ${seconds(idle)} */`;
}

/** MySQL limits nothing but SELECT: https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_max_execution_time */
function statementLimit(milliseconds: number): string {
  // MariaDB skips comments for MySQL from version 5.7 on.
  return `/*!80000 max_execution_time = ${milliseconds} */ /*M!100600 max_statement_time = ${milliseconds / 1000} */`;
}

function seconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000));
}

function optionsOf(place: Place, settings: ConnectionSettings): ConnectionOptions {
  return {
    ...place,
    password: settings.password ?? '',
    connectTimeout,
    charset: 'utf8mb4',
    // FOUND_ROWS: an UPDATE counts the rows it matched. A server must not ask this program for local files.
    flags: ['FOUND_ROWS', '-LOCAL_FILES', '-IGNORE_SPACE'],
    multipleStatements: false,
    rowsAsArray: true,
    // Rows are read by `values.ts`; no code is generated at run time.
    typeCast: false,
    disableEval: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
    jsonStrings: true,
    ...tlsOf(settings.tls ?? 'off'),
  };
}

function tlsOf(choice: string): Pick<ConnectionOptions, 'ssl'> {
  if (choice === 'verified') return { ssl: { rejectUnauthorized: true, verifyIdentity: true } };
  if (choice === 'encrypted') return { ssl: { rejectUnauthorized: false } };
  return {};
}

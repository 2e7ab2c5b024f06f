import { type ConnectionOptions, type Connection as CoreConnection, createConnection } from 'mysql2';
import type { Connection } from 'mysql2/promise';
import type { ConnectionSettings } from '../../model/connection.ts';
import { AppError } from '../../model/error.ts';
import { type Place, toAppError } from './errors.ts';

const connectTimeout = 10_000;

/**
 * Strict, so that no value is silently cut. Zero dates are allowed and 0 is stored as 0, so that every row that exists
 * can be written back; backslash escapes and plain double quotes are MySQL's own default.
 */
const sqlMode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

/** Seconds to wait for a row's or a table's lock; the servers' own default for tables is a day and more. */
const lockWait = 10;

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
export function sessionSettings(settings: ConnectionSettings, readOnly: boolean): readonly string[] {
  const database = (settings.database ?? '').replaceAll('`', '``');
  return [
    `SET NAMES utf8mb4, SESSION sql_mode = '${sqlMode}', SESSION lock_wait_timeout = ${lockWait}, ` +
      `SESSION innodb_lock_wait_timeout = ${lockWait}, SESSION foreign_key_checks = 1, SESSION unique_checks = 1`,
    `SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, ${readOnly ? 'READ ONLY' : 'READ WRITE'}`,
    `USE \`${database}\``,
  ];
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

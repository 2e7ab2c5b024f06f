import pg from 'pg';
import { AppError } from '../../model/error.ts';
import { toAppError } from './errors.ts';
import type { FullSettings } from './url.ts';

/** Why a database could not be opened, for people. Never repeats the password. */
export function connectError(error: unknown, settings: FullSettings, timeoutMs: number): AppError {
  if (error instanceof AppError) return error;
  const { user } = settings;
  const database = settings.database === '' ? user : settings.database;
  const place = settings.host.startsWith('/')
    ? `socket ${settings.host}`
    : `${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${settings.port}`;
  const failure = (
    code: 'connection.refused' | 'auth.failed' | 'request.invalid' | 'timeout',
    message: string,
    hint: string,
  ) => new AppError(code, message, { hint, cause: error });

  if (error instanceof pg.DatabaseError) {
    switch (error.code) {
      case '28P01':
        return failure(
          'auth.failed',
          `The server at ${place} does not accept the password of user "${user}".`,
          'Check user and password.',
        );
      case '28000':
        return failure(
          'auth.failed',
          `The server at ${place} does not let user "${user}" in: ${error.message}.`,
          'Check that the user exists and that pg_hba.conf allows it from here; some servers ask for sslmode "require".',
        );
      case '3D000':
        return failure(
          'request.invalid',
          `There is no database "${database}" on ${place}.`,
          'Check the name of the database; capital letters count.',
        );
      case '53300':
        return failure(
          'connection.refused',
          `The server at ${place} has no connection left for user "${user}".`,
          'Close other connections or try again later.',
        );
      case '57P03':
        return failure(
          'connection.refused',
          `The server at ${place} is starting up or shutting down.`,
          'Try again in a moment.',
        );
      default:
        return toAppError(error);
    }
  }

  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/timeout expired|connection timeout/.test(message)) {
    return failure(
      'timeout',
      `${place} did not answer within ${timeoutMs / 1000} seconds.`,
      'Check host and port, and whether a firewall or VPN lies between.',
    );
  }
  if (/password must be a string/.test(message)) {
    return failure(
      'auth.failed',
      `The server at ${place} asks for a password of user "${user}", and none was given.`,
      'Enter the password.',
    );
  }
  if (/does not support SSL/.test(message)) {
    return failure(
      'connection.refused',
      `The server at ${place} does not offer encrypted connections, but sslmode "${settings.sslmode}" demands one.`,
      'Turn on SSL on the server, or choose sslmode "prefer".',
    );
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return failure(
      'connection.refused',
      `No host named "${settings.host}" was found, so nothing answers at ${place}.`,
      'Check the host name and the network.',
    );
  }
  if (/CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO_/.test(code)) {
    return failure(
      'connection.refused',
      `The certificate of the server at ${place} was not accepted: ${message}.`,
      'With sslmode "require" the connection is encrypted without checking the certificate.',
    );
  }
  return failure(
    'connection.refused',
    `No PostgreSQL server answers at ${place}${code === '' ? `: ${message}` : ` (${code})`}.`,
    'Check that the server runs, host and port, and that it accepts connections from here.',
  );
}

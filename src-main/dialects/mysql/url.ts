import type { ConnectionSettings } from '../../model/connection.ts';
import { AppError } from '../../model/error.ts';
import { info, tlsChoices } from './info.ts';

const shape = 'Write mysql://user:password@host:3306/database.';

/** `ssl-mode` as MySQL's own programs spell it: https://dev.mysql.com/doc/refman/8.4/en/connection-options.html */
const sslModes: Readonly<Record<string, string>> = {
  disabled: 'off',
  required: 'encrypted',
  verify_ca: 'verified',
  verify_identity: 'verified',
};

/** No message repeats any part of the URL: where it is malformed, nobody knows which part is the password. */
export function parseUrl(url: string): ConnectionSettings {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !info.schemes.includes(parsed.protocol.slice(0, -1)))
    throw new AppError('request.invalid', 'This is not a MySQL or MariaDB URL.', {
      hint: `${shape} Signs such as @ : / # ? in user or password are percent-encoded.`,
    });
  const database = decode(parsed.pathname.replace(/^\//, ''), 'database');
  if (database === '') throw new AppError('request.invalid', 'The URL names no database.', { hint: shape });
  if (parsed.hostname === '')
    throw new AppError('request.invalid', 'The URL names no host.', { hint: shape });
  return {
    host: decode(parsed.hostname.replace(/^\[(.*)\]$/, '$1'), 'host'),
    port: parsed.port === '' ? '3306' : parsed.port,
    database,
    user: decode(parsed.username, 'user'),
    password: decode(parsed.password, 'password'),
    tls: tlsOf(parsed.searchParams),
  };
}

/** Host, port and database: no user, no secret. */
export function describe(settings: ConnectionSettings): string {
  const host = settings.host || 'localhost';
  const port = settings.port || '3306';
  return `${settings.database ?? ''} on ${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function decode(text: string, part: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AppError('request.invalid', `The ${part} in the URL is not percent-encoded correctly.`, {
      hint: 'Write a percent sign as %25.',
    });
  }
}

function tlsOf(params: URLSearchParams): string {
  const tls = params.get('tls');
  if (tls !== null && tlsChoices.some((choice) => choice === tls)) return tls;
  const mode = params.get('ssl-mode') ?? params.get('sslmode');
  const known = mode === null ? undefined : sslModes[mode.toLowerCase().replaceAll('-', '_')];
  if (known !== undefined) return known;
  if (tls === null && mode === null) return 'off';
  throw new AppError('request.invalid', 'The URL asks for an unknown kind of encryption.', {
    hint: `Write ?tls= and one of ${tlsChoices.join(', ')}.`,
  });
}

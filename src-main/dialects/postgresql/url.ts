import type { ConnectionSettings } from '../../model/connection.ts';
import { AppError } from '../../model/error.ts';
import { fields, sslModes } from './fields.ts';

const example = 'postgresql://user:password@host:5432/database?sslmode=prefer';

/**
 * Reads libpq's connection URIs. Parameters this program has no use for are passed over: URLs are pasted from other
 * tools, which add their own. No message repeats a part of the URL: where a password holds a slash or the like, any part
 * may be a piece of it.
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 */
export function parseUrl(text: string): ConnectionSettings {
  const parts = /^postgres(?:ql)?:\/\/(?:([^/?#]*)@)?([^@/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/i.exec(
    text.trim(),
  );
  if (parts === null) {
    throw wrong(
      'This is not a PostgreSQL URL',
      'A slash, @, ? or # within user or password is written %2F, %40, %3F, %23',
    );
  }
  const [, login = '', address = '', path = '', query = ''] = parts;
  const colon = login.indexOf(':');
  const user = decode('user', colon < 0 ? login : login.slice(0, colon));
  const password = decode('password', colon < 0 ? '' : login.slice(colon + 1));
  const parameters = new URLSearchParams(query);
  const { host, port } = parseAddress(address);
  const settings = {
    host: parameters.get('host') ?? host,
    port: parsePort(parameters.get('port') ?? port),
    database: decode('database', path),
    user: parameters.get('user') ?? user,
    password: parameters.get('password') ?? password,
    sslmode: parseSslMode(parameters.get('sslmode') ?? ''),
  };
  if (settings.user === '') throw wrong('The URL names no user');
  return settings;
}

/** Where the settings lead: `host/database`, with the port where it is not the usual one. */
export function describe(settings: ConnectionSettings): string {
  const { host, port, database, user } = withDefaults(settings);
  const shown = host.includes(':') ? `[${host}]` : host;
  return `${shown}${port === '5432' ? '' : `:${port}`}/${database === '' ? user : database}`;
}

export type FullSettings = {
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly sslmode: string;
};

/** '' and missing are the same: the field's default. */
export function withDefaults(settings: ConnectionSettings): FullSettings {
  const of = (name: string) => settings[name] || (fields.find((field) => field.name === name)?.default ?? '');
  return {
    host: of('host'),
    port: of('port'),
    database: of('database'),
    user: of('user'),
    password: of('password'),
    sslmode: of('sslmode'),
  };
}

function parseAddress(address: string): { host: string; port: string } {
  if (address.includes(',')) throw wrong('The URL names several hosts, which Referee does not support');
  const ipv6 = /^\[([^\]]*)\](?::(.*))?$/.exec(address);
  if (ipv6 !== null) return { host: ipv6[1] ?? '', port: ipv6[2] ?? '' };
  const plain = /^([^:]*)(?::([^:]*))?$/.exec(address);
  if (plain === null)
    throw wrong('The host of the URL is not understood', 'An IPv6 address is written in brackets: [::1]');
  return { host: decode('host', plain[1] ?? ''), port: plain[2] ?? '' };
}

export function parsePort(port: string): string {
  if (port === '') return '';
  if (/^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65536) return String(Number(port));
  throw wrong(
    'The port is not a number from 1 to 65535',
    'A @, : or / within the password is written %40, %3A, %2F',
  );
}

export function parseSslMode(mode: string): string {
  if (mode === '' || sslModes.includes(mode)) return mode;
  throw wrong('The sslmode is unknown', `Choose one of ${sslModes.join(', ')}`);
}

function decode(part: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong(
      `The ${part} of the URL holds a % that is no percent-encoding`,
      'A percent sign itself is written %25',
    );
  }
}

function wrong(what: string, hint?: string): AppError {
  return new AppError('request.invalid', `${what}.`, {
    hint: `${hint === undefined ? '' : `${hint}. `}A URL looks like ${example}.`,
  });
}

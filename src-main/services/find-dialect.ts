import { resolve } from 'node:path';
import type { Dialect } from '../dialects/dialect.ts';
import type { ConnectionSettings } from '../model/connection.ts';
import { AppError } from '../model/error.ts';

export function dialectById(dialects: readonly Dialect[], id: string): Dialect {
  const found = dialects.find((dialect) => dialect.info.id === id);
  if (found !== undefined) return found;
  throw new AppError('request.invalid', `There is no dialect "${id}".`, {
    hint: `Known are ${dialects.map((dialect) => dialect.info.id).join(', ')}.`,
  });
}

/** The dialect that a connection URL is for, with the settings it holds. */
export function parseConnectionUrl(
  dialects: readonly Dialect[],
  url: string,
): { readonly dialect: Dialect; readonly settings: ConnectionSettings } {
  const scheme = schemeOf(url);
  const dialect = dialects.find(({ info }) => scheme !== undefined && info.schemes.includes(scheme));
  if (dialect !== undefined) return { dialect, settings: dialect.parseUrl(url) };
  const schemes = dialects.flatMap(({ info }) => info.schemes.map((known) => `${known}:`));
  const problem =
    scheme === undefined
      ? 'The connection URL has no scheme.'
      : `No dialect is known for connection URLs that begin with "${scheme}:".`;
  throw new AppError('request.invalid', problem, { hint: `It begins with one of ${schemes.join(', ')}.` });
}

/** The connection URL of a database file: for the first dialect whose databases are files. */
export function databaseFileUrl(dialects: readonly Dialect[], path: string): string {
  const keepsFiles = ({ info }: Dialect) =>
    info.fields.some(({ kind, required }) => kind === 'file' && required);
  const scheme = dialects.find(keepsFiles)?.info.schemes[0];
  if (scheme !== undefined) return `${scheme}:${path}`;
  throw new AppError('dialect.unsupported', `No dialect opens database files, such as ${path}.`);
}

/** The connection URL of what a user names in a folder: a URL as it is, else a database file by its path. */
export function namedDatabaseUrl(
  dialects: readonly Dialect[],
  named: string,
  folder: string = process.cwd(),
): string {
  const scheme = schemeOf(named);
  const isUrl = dialects.some(({ info }) => scheme !== undefined && info.schemes.includes(scheme));
  return isUrl ? named : databaseFileUrl(dialects, resolve(folder, named));
}

function schemeOf(url: string): string | undefined {
  return /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
}

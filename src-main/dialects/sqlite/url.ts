import { resolve } from 'node:path';
import type { ConnectionSettings } from '../../model/connection.ts';
import { AppError } from '../../model/error.ts';

const hint = 'Write sqlite:path/to/shop.db, sqlite:/path/to/shop.db or file:///path/to/shop.db.';

/**
 * `sqlite:` with a plain path is taken literally; `sqlite://` and `file:` are URLs, so that percent signs are decoded
 * and a query is no part of the path.
 */
export function parseUrl(url: string): ConnectionSettings {
  const parts = /^(sqlite|file):(\/\/)?(.*)$/is.exec(url.trim());
  if (parts === null) throw new AppError('request.invalid', `"${url}" is no SQLite URL.`, { hint });
  const [, scheme = '', slashes, rest = ''] = parts;
  const literal = slashes === undefined && scheme.toLowerCase() === 'sqlite';
  const file = literal ? rest : withoutDriveSlash(decoded(rest.replace(/[?#].*$/s, ''), url));
  if (file === '') throw new AppError('request.invalid', `"${url}" names no file.`, { hint });
  if (file === ':memory:') {
    throw new AppError('request.invalid', 'A database in memory belongs to the program that made it.', {
      hint: 'Open a database file instead.',
    });
  }
  return { file };
}

export function filePath(settings: ConnectionSettings): string {
  const file = settings.file ?? '';
  if (file === '') throw new AppError('request.invalid', 'The database file is not given.', { hint });
  return resolve(file);
}

function decoded(text: string, url: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AppError('request.invalid', `"${url}" holds a percent sign that encodes nothing.`, {
      hint: 'Write %25 for a percent sign, or sqlite: with the plain path.',
    });
  }
}

/** `file:///C:/shop.db` has the path `C:/shop.db`. */
function withoutDriveSlash(path: string): string {
  return /^\/[a-z]:[\\/]/i.test(path) ? path.slice(1) : path;
}

import type { TestResult } from '../contract/results.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { ConnectionSettings } from '../model/connection.ts';
import { AppError } from '../model/error.ts';
import { findDestination } from './connections.ts';
import { dialectById } from './find-dialect.ts';
import type { SavedConnections } from './saved-connections.ts';

export type TestRequest =
  | { readonly url: string }
  | { readonly id: string }
  | { readonly dialect: string; readonly settings: ConnectionSettings };

/** Opens the database and closes it again; that it cannot be opened is an answer. */
export async function testConnection(
  dialects: readonly Dialect[],
  saved: SavedConnections,
  request: TestRequest,
): Promise<TestResult> {
  try {
    const { dialect, settings } =
      'dialect' in request
        ? { dialect: dialectById(dialects, request.dialect), settings: request.settings }
        : await findDestination(dialects, saved, request);
    const database = await dialect.connect(settings, { readOnly: true });
    const { serverVersion } = database;
    await database.close();
    return { ok: true, serverVersion };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ok: false, code: error.code, message: error.message, hint: error.hint };
  }
}

import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { InferOutput } from 'valibot';
import type { openSchema } from '../contract/schemas.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { ConnectionSettings, OpenedConnection } from '../model/connection.ts';
import { AppError } from '../model/error.ts';
import { defaultTimeouts, type Timeouts } from '../model/timeouts.ts';
import { relationFilePath } from '../storage/relation-file.ts';
import type { StoredConnection } from '../storage/saved-connections.ts';
import { switchJournal } from '../storage/switch-journal.ts';
import { dialectById, parseConnectionUrl } from './find-dialect.ts';
import { interruptedSwitch } from './interrupted-switch.ts';
import { readModel } from './models.ts';
import type { OpenConnection } from './open-connection.ts';
import type { SavedConnections } from './saved-connections.ts';
import { type ConnectionLog, createConnectionLog } from './statement-log.ts';

export type OpenRequest = InferOutput<typeof openSchema>;

export type Connections = {
  /** `client`: who asks; what it opens is closed when it goes. */
  open(request: OpenRequest, client: string, signal?: AbortSignal): Promise<OpenedConnection>;
  /** `request.invalid` where no such connection is open. */
  get(handle: string): OpenConnection;
  /** All that are open, the latest last. */
  all(): readonly OpenConnection[];
  log(handle: string): ConnectionLog;
  /** After a switch: a saved connection that names a mode names the one that is now in force. */
  keepMode(handle: string): Promise<void>;
  close(handle: string): Promise<void>;
  closeClient(client: string): Promise<void>;
  closeAll(): Promise<void>;
};

/** Where to connect to, and what is known of the connection when it was saved. */
export type Destination = {
  readonly dialect: Dialect;
  readonly settings: ConnectionSettings;
  readonly saved: StoredConnection | null;
};

type Entry = {
  readonly connection: OpenConnection;
  readonly log: ConnectionLog;
  readonly client: string;
  /** Id of the saved connection it is; null: opened by its URL. */
  readonly savedId: string | null;
};

export function createConnections(parts: {
  readonly dialects: readonly Dialect[];
  readonly folder: string;
  readonly saved: SavedConnections;
  /** Called with the handle of each connection that was closed. */
  readonly onClosed: (handle: string) => void;
}): Connections {
  const { dialects, folder, saved, onClosed } = parts;
  const entries = new Map<string, Entry>();

  function entry(handle: string): Entry {
    const found = entries.get(handle);
    if (found !== undefined) return found;
    throw new AppError('request.invalid', `No connection "${handle}" is open.`, {
      hint: 'It was closed, or the program was started anew: open it again.',
    });
  }

  async function close(handle: string): Promise<void> {
    const { connection, log } = entry(handle);
    entries.delete(handle);
    onClosed(handle);
    try {
      await connection.database.close();
    } finally {
      log.end();
    }
  }

  async function closeWhere(matches: (entry: Entry) => boolean): Promise<void> {
    const handles = [...entries].filter(([, open]) => matches(open)).map(([handle]) => handle);
    await Promise.allSettled(handles.map(close));
  }

  return {
    async open(request, client, signal) {
      const destination = await findDestination(dialects, saved, request);
      const log = createConnectionLog();
      const connection = await connect(folder, destination, request, log, signal);
      if (signal?.aborted) {
        // Nobody is left who could close it.
        await connection.database.close();
        throw new AppError('cancelled', `Opening ${connection.name} was cancelled.`);
      }
      entries.set(connection.handle, { connection, log, client, savedId: destination.saved?.id ?? null });
      return opened(connection);
    },
    get: (handle) => entry(handle).connection,
    all: () => [...entries.values()].map(({ connection }) => connection),
    log: (handle) => entry(handle).log,
    async keepMode(handle) {
      const { connection, savedId } = entry(handle);
      if (savedId !== null) await saved.keepMode(savedId, connection.model.mode);
    },
    close,
    closeClient: (client) => closeWhere((open) => open.client === client),
    closeAll: () => closeWhere(() => true),
  };
}

export async function findDestination(
  dialects: readonly Dialect[],
  saved: SavedConnections,
  request: { readonly url: string } | { readonly id: string },
): Promise<Destination> {
  if ('url' in request) return { ...parseConnectionUrl(dialects, request.url), saved: null };
  const found = await saved.find(request.id);
  return { dialect: dialectById(dialects, found.saved.dialect), ...found };
}

async function connect(
  folder: string,
  { dialect, settings, saved }: Destination,
  request: OpenRequest,
  log: ConnectionLog,
  signal: AbortSignal | undefined,
): Promise<OpenConnection> {
  const readOnly = request.readOnly ?? saved?.readOnly ?? false;
  const askedMode = request.relationMode ?? saved?.relationMode ?? null;
  const place = dialect.describe(settings);
  const chosenFile = request.relationFile ?? saved?.relationFile ?? null;
  const path = chosenFile === null ? relationFilePath(folder, place) : resolve(chosenFile);
  const database = await dialect
    .connect(settings, { readOnly, timeouts: timeoutsOf(request), onStatement: log.add })
    .catch((error: unknown) => Promise.reject(withoutSecret(error, dialect, settings, saved)));
  try {
    return {
      handle: randomUUID(),
      database,
      settings,
      name: saved?.name ?? place,
      environment: saved?.environment ?? 'development',
      readOnly,
      relationFilePath: path,
      askedMode,
      ...(await readModel(dialect, database, path, askedMode, signal)),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function timeoutsOf({ lockTimeout, statementTimeout }: OpenRequest): Timeouts {
  const { lock, statement } = defaultTimeouts;
  return { ...defaultTimeouts, lock: lockTimeout ?? lock, statement: statementTimeout ?? statement };
}

/** Where secrets last only until the program ends, this is the likely cause: it is worth a hint of its own. */
function withoutSecret(
  error: unknown,
  { info }: Dialect,
  settings: ConnectionSettings,
  saved: StoredConnection | null,
): unknown {
  const hasSecret = info.fields.some(({ kind, name }) => kind === 'secret' && (settings[name] ?? '') !== '');
  if (saved === null || hasSecret || !(error instanceof AppError) || error.code !== 'auth.failed')
    return error;
  const hint = `No password is kept for "${saved.name}": edit the connection and enter it.`;
  return new AppError(error.code, error.message, { hint, cause: error });
}

async function opened(connection: OpenConnection): Promise<OpenedConnection> {
  return {
    connection: connection.handle,
    dialect: connection.dialect.info.id,
    serverVersion: connection.database.serverVersion,
    name: connection.name,
    place: connection.dialect.describe(connection.settings),
    environment: connection.environment,
    readOnly: connection.readOnly,
    model: connection.model,
    interrupted: await interruptedSwitch(connection, switchJournal),
  };
}

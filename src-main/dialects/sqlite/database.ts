import { AppError } from '../../model/error.ts';
import { defaultTimeouts } from '../../model/timeouts.ts';
import type { ConnectOptions, Database, Session } from '../dialect.ts';
import { type Connection, openConnection } from './connection.ts';
import { checkFile, lostError } from './errors.ts';
import { createSession } from './session.ts';

/** What this dialect's own files ask of a database beyond the interface. */
export type SqliteDatabase = Database & {
  readonly file: string;
  /** A session outside the pool that may write `sqlite_schema` and enforces no foreign keys. */
  schemaSession(): Promise<SchemaSession>;
};

export type SchemaSession = Session & {
  /** Goes on with a connection that has never read the schema before. */
  reopen(): Promise<void>;
  /** Copies the file as it is to a path where there is none yet. */
  backUp(path: string, signal?: AbortSignal): Promise<void>;
};

export function asSqlite(database: Database): SqliteDatabase {
  if (isSqlite(database)) return database;
  throw new AppError('internal', 'The database was not opened by the SQLite dialect.');
}

export function isSqlite(database: Database): database is SqliteDatabase {
  return 'schemaSession' in database;
}

const maxSessions = 4;

type Turn = { resolve(): void; reject(error: Error): void };

export async function openDatabase(file: string, options: ConnectOptions): Promise<SqliteDatabase> {
  await checkFile(file);
  const { onStatement, readOnly, timeouts = defaultTimeouts } = options;
  const { lock: lockWait } = timeouts;
  const open = (editsSchema = false): Promise<Connection> =>
    openConnection({ file, readOnly, editsSchema, lockWait });
  const first = await open();
  const all = new Set([first]);
  const idle = [first];
  const turns: Turn[] = [];
  let sessions = 1;
  let closed = false;

  const take = async (): Promise<Connection> => {
    for (;;) {
      if (closed) throw lostError(file);
      const free = idle.pop();
      if (free !== undefined && !free.isBroken()) return free;
      if (free !== undefined) discard(free);
      else if (sessions < maxSessions) return grow();
      else await new Promise<void>((resolve, reject) => turns.push({ resolve, reject }));
    }
  };
  const grow = async (): Promise<Connection> => {
    sessions += 1;
    try {
      const connection = await open();
      all.add(connection);
      if (closed) await connection.close();
      return connection;
    } catch (error) {
      sessions -= 1;
      turns.shift()?.resolve();
      throw error;
    }
  };
  const discard = (connection: Connection): void => {
    if (!all.delete(connection)) return;
    sessions -= 1;
    void connection.close();
  };
  /** Nobody waits for the reset: its thread does one thing after the other, and whoever comes next comes after it. */
  const giveBack = async (connection: Connection): Promise<void> => {
    if (connection.isBroken()) discard(connection);
    else {
      void connection.request({ kind: 'reset' }).catch(() => discard(connection));
      idle.push(connection);
    }
    turns.shift()?.resolve();
  };
  return {
    file,
    serverVersion: first.version,
    async session() {
      const connection = await take();
      return createSession({ connection, onStatement, timeouts, giveBack: () => giveBack(connection) });
    },
    async schemaSession() {
      if (closed) throw lostError(file);
      const connection = await open(true);
      all.add(connection);
      const giveBack = async (): Promise<void> => {
        all.delete(connection);
        await connection.close();
      };
      const reopen = async (): Promise<void> => {
        await connection.request({ kind: 'reopen' });
      };
      const backUp = async (path: string, signal?: AbortSignal): Promise<void> => {
        await connection.request({ kind: 'backup', path }, signal);
      };
      return { ...createSession({ connection, onStatement, timeouts, giveBack }), reopen, backUp };
    },
    async close() {
      closed = true;
      for (const turn of turns.splice(0)) turn.reject(lostError(file));
      await Promise.all([...all].map((connection) => connection.close()));
    },
  };
}

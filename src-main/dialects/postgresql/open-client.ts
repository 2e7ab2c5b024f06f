import pg from 'pg';
import type { ConnectionSettings } from '../../model/connection.ts';
import { defaultTimeouts, type Timeouts } from '../../model/timeouts.ts';
import { connectError } from './connect-errors.ts';
import { type FullSettings, parsePort, parseSslMode, withDefaults } from './url.ts';

/** One process of the server that serves us, and the connection to it. */
export type Backend = {
  readonly client: pg.Client;
  readonly pid: number;
  readonly serverVersion: string;
  /** True once the connection is gone or cannot be trusted any more. */
  isBroken(): boolean;
  /** Cuts the connection without a word to the server. */
  cut(): void;
  /** Whoever takes it next waits until what the one before left is gone. */
  cleaned: Promise<unknown>;
};

/**
 * What every session sets, so that values come out without loss.
 * https://www.postgresql.org/docs/current/runtime-config-client.html
 */
const sessionSettings = {
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  extra_float_digits: '3',
  bytea_output: 'hex',
  standard_conforming_strings: 'on',
};

/** Nobody waits for a lock for ever, nor keeps others waiting after its program has gone. 0: no limit. */
function waits({ lock, idle, statement }: Timeouts) {
  return {
    lock_timeout: String(lock),
    idle_in_transaction_session_timeout: String(idle),
    statement_timeout: String(statement ?? 0),
  };
}

export async function openClient(
  settings: ConnectionSettings,
  options: { readonly readOnly: boolean; readonly timeouts?: Timeouts; readonly timeoutMs?: number },
): Promise<Backend> {
  const full = withDefaults(settings);
  const timeoutMs = options.timeoutMs ?? 10_000;
  try {
    const client = await connectWithSsl(full, timeoutMs);
    return await prepare(client, options.readOnly, options.timeouts ?? defaultTimeouts);
  } catch (error) {
    throw connectError(error, full, timeoutMs);
  }
}

/** `prefer` means: encrypted where the server can, without checking who it is; libpq's default. */
async function connectWithSsl(settings: FullSettings, timeoutMs: number): Promise<pg.Client> {
  const unchecked = { rejectUnauthorized: false };
  switch (parseSslMode(settings.sslmode)) {
    case 'disable':
      return await connect(settings, false, timeoutMs);
    case 'require':
      return await connect(settings, unchecked, timeoutMs);
    case 'verify-full':
      return await connect(settings, { rejectUnauthorized: true }, timeoutMs);
    default:
      if (settings.host.startsWith('/')) return await connect(settings, false, timeoutMs);
      try {
        return await connect(settings, unchecked, timeoutMs);
      } catch (error) {
        if (!(error instanceof Error) || !error.message.includes('does not support SSL')) throw error;
        return await connect(settings, false, timeoutMs);
      }
  }
}

async function connect(
  settings: FullSettings,
  ssl: false | { rejectUnauthorized: boolean },
  timeoutMs: number,
): Promise<pg.Client> {
  const client = new pg.Client({
    host: settings.host,
    port: Number(parsePort(settings.port)),
    user: settings.user,
    database: settings.database === '' ? settings.user : settings.database,
    password: settings.password,
    ssl,
    application_name: 'referee',
    connectionTimeoutMillis: timeoutMs,
    keepAlive: true,
  });
  // Without a listener, a connection that is lost while idle would end the whole program.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.connection.stream.destroy();
    throw error;
  }
}

async function prepare(client: pg.Client, readOnly: boolean, timeouts: Timeouts): Promise<Backend> {
  let broken = false;
  client.on('error', () => {
    broken = true;
  });
  client.on('end', () => {
    broken = true;
  });
  const names = Object.entries({
    ...sessionSettings,
    ...waits(timeouts),
    default_transaction_read_only: readOnly ? 'on' : 'off',
  });
  const values = names.map((_, at) => `set_config($${at * 2 + 1}, $${at * 2 + 2}, false)`);
  const first = await client.query<[number, string, ...string[]]>({
    text: `SELECT pg_backend_pid(), current_setting('server_version'), ${values.join(', ')}`,
    values: names.flat(),
    rowMode: 'array',
  });
  const [pid = 0, serverVersion = ''] = first.rows[0] ?? [];
  return {
    client,
    pid,
    serverVersion: serverVersion.split(' ')[0] ?? '',
    isBroken: () => broken,
    cut() {
      broken = true;
      client.connection.stream.destroy();
    },
    cleaned: Promise.resolve(),
  };
}

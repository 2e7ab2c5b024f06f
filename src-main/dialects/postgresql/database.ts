import type { ConnectionSettings } from '../../model/connection.ts';
import { defaultTimeouts } from '../../model/timeouts.ts';
import type { ConnectOptions, Database } from '../dialect.ts';
import { createColumnTypes } from './column-types.ts';
import { openClient } from './open-client.ts';
import { createPool } from './pool.ts';
import { createSession } from './session.ts';

const sessionsAtMost = 5;
const closingMs = 700;

export async function connect(settings: ConnectionSettings, options: ConnectOptions): Promise<Database> {
  const open = () => openClient(settings, options);
  const first = await open();
  const pool = createPool(first, open, sessionsAtMost);
  const types = createColumnTypes();

  /** Over a connection of its own: the one that is busy does not listen. */
  async function cancel(pids: readonly number[], timeoutMs: number): Promise<void> {
    const { client } = await openClient(settings, { readOnly: true, timeoutMs });
    try {
      await client.query('SELECT pg_catalog.pg_cancel_backend(pid) FROM unnest($1::int4[]) AS pid', [pids]);
    } finally {
      await client.end().catch(() => {});
    }
  }

  return {
    serverVersion: first.serverVersion,
    async session() {
      const backend = await pool.take();
      return createSession({
        backend,
        types,
        readOnly: options.readOnly,
        changeTimeout: (options.timeouts ?? defaultTimeouts).change,
        onStatement: options.onStatement ?? (() => {}),
        cancel: (timeoutMs) => cancel([backend.pid], timeoutMs),
        giveBack: () => pool.give(backend),
      });
    },
    async close() {
      const busy = await pool.close();
      if (busy.length === 0) return;
      await cancel(
        busy.map((backend) => backend.pid),
        closingMs,
      ).catch(() => {});
      for (const backend of busy) backend.cut();
    },
  };
}

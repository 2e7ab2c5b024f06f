import type { ConnectionSettings } from '../../model/connection.ts';
import { AppError } from '../../model/error.ts';
import { defaultTimeouts } from '../../model/timeouts.ts';
import type { ConnectOptions, Database } from '../dialect.ts';
import { aboutServer } from './about-server.ts';
import { changeSettings, openConnection, placeOf, sessionSettings } from './connect.ts';
import { toAppError } from './errors.ts';
import { createReader } from './read.ts';
import { createSession, discard, type Wire } from './session.ts';

const mostSessions = 5;

/** After this many idle milliseconds a connection is asked whether it still answers before it is used. */
const doubtfulAfter = 15_000;

export async function connect(settings: ConnectionSettings, options: ConnectOptions): Promise<Database> {
  const place = placeOf(settings);
  const { readOnly, timeouts = defaultTimeouts } = options;
  const sessionStart = sessionSettings(settings, readOnly, timeouts);
  const changeStart = changeSettings(timeouts);
  const read = createReader();
  const idle: Wire[] = [];
  const busy = new Set<Wire>();
  const waiting: { go(): void; fail(error: AppError): void }[] = [];
  let places = mostSessions;
  let closed = false;

  async function openWire(): Promise<Wire> {
    const line = await openConnection(settings);
    const { connection } = line;
    const wire: Wire = {
      ...line,
      gone: new AbortController(),
      dead: false,
      idleSince: 0,
      cleaned: Promise.resolve(),
    };
    connection.on('error', () => {
      wire.dead = true;
    });
    connection.on('end', () => {
      wire.dead = true;
    });
    try {
      for (const sql of sessionStart) await connection.query({ sql });
    } catch (error) {
      discard(wire);
      throw toAppError(error, place);
    }
    return wire;
  }

  async function takeWire(): Promise<Wire> {
    for (let wire = idle.pop(); wire !== undefined; wire = idle.pop())
      if (await stillAnswers(wire)) return wire;
    return openWire();
  }

  async function kill(wire: Wire): Promise<void> {
    const { connection: killer } = await openConnection(settings);
    try {
      await killer.query({ sql: `KILL QUERY ${wire.connection.threadId}` });
    } finally {
      killer.destroy();
    }
  }

  function leavePlace(): void {
    const next = waiting.shift();
    if (next === undefined) places += 1;
    else next.go();
  }

  function giveBack(wire: Wire): void {
    busy.delete(wire);
    wire.idleSince = Date.now();
    if (closed && !wire.dead) discard(wire);
    if (!wire.dead) idle.push(wire);
    leavePlace();
  }

  const gone = () => new AppError('connection.lost', `The connection to ${place.database} was closed.`);

  const first = await openWire();
  const { version, logsRows, takesCompounds } = await aboutServer(first.connection).catch(
    (error: unknown) => {
      discard(first);
      throw toAppError(error, place);
    },
  );
  first.idleSince = Date.now();
  idle.push(first);

  return {
    serverVersion: version,
    async session() {
      if (closed) throw gone();
      if (places > 0) places -= 1;
      else await new Promise<void>((go, fail) => waiting.push({ go, fail }));
      try {
        const wire = await takeWire();
        busy.add(wire);
        return createSession({
          wire,
          place,
          read,
          settings: sessionStart,
          changeStart,
          logsRows,
          takesCompounds,
          onStatement: options.onStatement,
          kill,
          giveBack,
        });
      } catch (error) {
        leavePlace();
        throw error;
      }
    },
    async close() {
      if (closed) return;
      closed = true;
      for (const waiter of waiting.splice(0)) waiter.fail(gone());
      await Promise.all([...busy].map((wire) => kill(wire).catch(() => {})));
      for (const wire of [...busy, ...idle.splice(0)]) discard(wire);
    },
  };
}

async function stillAnswers(wire: Wire): Promise<boolean> {
  await wire.cleaned;
  if (wire.dead) return false;
  if (Date.now() - wire.idleSince < doubtfulAfter) return true;
  try {
    await wire.connection.ping();
    return true;
  } catch {
    discard(wire);
    return false;
  }
}

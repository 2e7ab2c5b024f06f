import { AppError } from '../../model/error.ts';
import type { Statement } from '../../model/plan.ts';
import type { Sent, SentAnswer, SentAnswers } from '../../model/sent.ts';
import type { StatementLog } from '../../model/statement-log.ts';
import type { ResultSet, Session } from '../dialect.ts';
import { oneByOne } from '../sql/one-by-one.ts';
import { bind, onlyReads } from './bind.ts';
import { answerOf, type Member, memberOf, sendCompound } from './compound.ts';
import type { Line } from './connect.ts';
import { type Place, toAppError } from './errors.ts';
import { cancelled, interruptible } from './interrupt.ts';
import { literal } from './literal.ts';
import { unpack } from './packed-rows.ts';
import type { Reader } from './read.ts';
import { packQuery } from './stream-rows.ts';

/** A connection of the pool. `dead`: it must not be used again. `gone` is aborted when it was thrown away. */
export type Wire = Line & {
  readonly gone: AbortController;
  dead: boolean;
  idleSince: number;
  /** Whoever takes it next waits until what the one before left is gone. */
  cleaned: Promise<void>;
};

export type SessionParts = {
  readonly wire: Wire;
  readonly place: Place;
  readonly read: Reader;
  /** Run after a reset, before the next user. */
  readonly settings: readonly string[];
  /** Sent before each transaction that is no preview; a reset takes it back. */
  readonly changeStart: string;
  /** The server writes rows into its binary log, or keeps none: where it writes statements, it refuses READ COMMITTED. */
  readonly logsRows: boolean;
  /** It takes several statements as one. */
  readonly takesCompounds: boolean;
  readonly onStatement: ((entry: StatementLog) => void) | undefined;
  /** Stops what the connection is running, from another one. */
  kill(wire: Wire): Promise<void>;
  giveBack(wire: Wire): void;
};

export function createSession(parts: SessionParts): Session {
  const { wire } = parts;
  let released = false;
  let touched = false;

  /** `count`: how many rows the log is to name. */
  async function send<T>(
    statement: Statement,
    work: (sql: string) => Promise<T>,
    count: (done: T) => number,
    signal?: AbortSignal,
  ): Promise<T> {
    if (released) throw new Error('This session was released.');
    const sql = bind(statement);
    const reads = onlyReads(sql);
    if (!reads) touched = true;
    const finish = startLog(statement, parts.onStatement);
    try {
      const result = await answered(() => work(sql), signal);
      // SLEEP and the like end without an error when they are killed.
      if (reads && signal?.aborted) throw cancelled();
      finish(count(result), null);
      return result;
    } catch (error) {
      const failure = failureOf(error);
      finish(null, failure.message);
      throw failure;
    } finally {
      if (signal?.aborted) await absorbLateKill(wire);
    }
  }

  function answered<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return interruptible(
      () => whileOpen(wire, work()),
      signal,
      () => parts.kill(wire),
      () => discard(wire),
    );
  }

  function failureOf(error: unknown): AppError {
    const unsaid = wire.dead && !(error instanceof AppError);
    const failure = toAppError(unsaid ? lost() : error, parts.place);
    if (failure.code === 'connection.lost') discard(wire);
    return failure;
  }

  /** As one statement; what a query does not tell all of is asked once more. */
  async function together(all: readonly Sent[], signal?: AbortSignal): Promise<SentAnswers> {
    if (released) throw new Error('This session was released.');
    const members = all.map((sent) => memberOf(sent, beginning(false)));
    touched = true;
    const started = performance.now();
    const log = ({ statement }: Member, rows: number | null, error: string | null) =>
      parts.onStatement?.({ ...statement, milliseconds: performance.now() - started, rows, error });
    const answers: SentAnswer[] = [];
    try {
      const { sets, error } = await answered(() => sendCompound(wire.core, members), signal);
      for (const [i, set] of sets.entries()) {
        const member = members[i];
        if (member === undefined) break;
        const answer = answerOf(member, set);
        if (answer === null) {
          const again = await oneByOne(session, [member.sent], signal);
          if (again.failure !== null) throw again.failure;
          answers.push(...again.answers);
        } else {
          log(member, answer.rows.length || answer.affected, null);
          answers.push(answer);
        }
      }
      if (error !== null) throw error;
      if (signal?.aborted) throw cancelled();
      return { answers, failure: null };
    } catch (error) {
      const failure = failureOf(error);
      const failed = members[answers.length];
      if (failed !== undefined) log(failed, null, failure.message);
      return { answers, failure };
    } finally {
      if (signal?.aborted) await absorbLateKill(wire);
    }
  }

  /** The statements that begin a transaction. */
  function beginning(forPreview: boolean): readonly string[] {
    // INSERT ... SELECT into a temporary table locks the rows it reads, unless the transaction is READ COMMITTED;
    // and a READ ONLY transaction can create no temporary table. A change locks the rows that it needs itself: the
    // gaps between them, which REPEATABLE READ locks as well, only make transactions wait for each other.
    const access = forPreview ? ', READ WRITE' : '';
    return [
      ...(forPreview ? [] : [parts.changeStart]),
      ...(forPreview || parts.logsRows ? [`SET TRANSACTION ISOLATION LEVEL READ COMMITTED${access}`] : []),
      'START TRANSACTION',
    ];
  }

  function run(statement: Statement, signal?: AbortSignal): Promise<ResultSet> {
    return send(
      statement,
      (sql) => parts.read(wire.connection, sql, statement.text),
      ({ rows, affected }) => rows.length || affected,
      signal,
    );
  }

  const plain = (text: string, signal?: AbortSignal) => run({ text, params: [] }, signal);

  const alone: Session['runTogether'] = (all, signal) => oneByOne(session, all, signal);
  const session: Session = {
    run,
    runTogether: (all, signal) => (parts.takesCompounds && all.length > 1 ? together : alone)(all, signal),
    async pack(statement, limit, take, signal) {
      const work = (sql: string) => packQuery(wire.core, sql, limit, take);
      const { whole } = await send(statement, work, ({ count }) => count, signal);
      return whole;
    },
    async unpackInto({ table, columns, others }, packed, signal) {
      // A table made by SELECT gives no default to its columns, nullable or not: all are named.
      const names = [...columns.map(({ name }) => name), ...others];
      const into = `INSERT INTO ${table} (${names.join(', ')}) VALUES `;
      const spelled = columns.map(({ parameter }) => parameter.split('?'));
      const rows = unpack(packed).map((row) => {
        const values = spelled.map((parts, i) => parts.join(literal(row[i] ?? null)));
        return `(${[...values, ...others.map(() => 'NULL')].join(', ')})`;
      });
      const work = () => parts.read(wire.connection, `${into}${[...rows].join(', ')}`, into);
      await send({ text: `${into}(..)`, params: [] }, work, ({ affected }) => affected, signal);
    },
    async begin(options) {
      for (const text of beginning(options?.forPreview === true)) await plain(text, options?.signal);
    },
    async commit() {
      await plain('COMMIT');
    },
    async rollback() {
      if (!wire.dead) await plain('ROLLBACK').catch(() => discard(wire));
    },
    async release() {
      if (released) return;
      released = true;
      if (touched && !wire.dead) wire.cleaned = reset(wire, parts.settings);
      parts.giveBack(wire);
    },
  };
  return session;
}

/** Rolls back, drops temporary tables, frees locks, forgets variables: https://mariadb.com/kb/en/com_reset_connection/ */
async function reset(wire: Wire, settings: readonly string[]): Promise<void> {
  try {
    await wire.connection.reset();
    for (const sql of settings) await wire.connection.query({ sql });
  } catch {
    discard(wire);
  }
}

/** A KILL that came after the statement had ended would stop the next one: let that be this one. */
async function absorbLateKill(wire: Wire): Promise<void> {
  if (!wire.dead) await wire.connection.query({ sql: 'DO 0' }).catch(() => {});
}

export function discard(wire: Wire): void {
  wire.dead = true;
  wire.connection.destroy();
  wire.gone.abort();
}

/** What the driver says of a connection that ended; of one that had ended before, it says other things. */
function lost(): Error {
  return Object.assign(new Error('The connection has ended.'), { code: 'PROTOCOL_CONNECTION_LOST' });
}

/** The driver never settles a statement whose connection was destroyed. */
function whileOpen<T>(wire: Wire, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(lost());
    wire.gone.signal.addEventListener('abort', fail, { once: true });
    work.then(resolve, reject).finally(() => wire.gone.signal.removeEventListener('abort', fail));
  });
}

function startLog(statement: Statement, onStatement: SessionParts['onStatement']) {
  const started = performance.now();
  return (rows: number | null, error: string | null) => {
    const milliseconds = performance.now() - started;
    onStatement?.({ text: statement.text, params: statement.params, milliseconds, rows, error });
  };
}

import { AppError } from '../../model/error.ts';
import type { Statement } from '../../model/plan.ts';
import type { Sent, SentAnswer } from '../../model/sent.ts';
import type { Timeouts } from '../../model/timeouts.ts';
import type { ConnectOptions, ResultSet, Session } from '../dialect.ts';
import type { Connection } from './connection.ts';
import { toPacked } from './packed-rows.ts';
import { type Done, noRows, type PackWork, type RunWork, type Work } from './protocol.ts';
import { toSqlite } from './values.ts';
import { withinTime } from './within-time.ts';

type SessionParts = {
  readonly connection: Connection;
  readonly onStatement: ConnectOptions['onStatement'];
  readonly timeouts: Timeouts;
  /** Takes the connection back; called once. */
  giveBack(): Promise<void>;
};

export function createSession({ connection, onStatement, timeouts, giveBack }: SessionParts): Session {
  let limit = timeouts.statement;
  /** `count`: how many rows the log is to name. */
  const logged = async <T>(
    statement: Statement,
    work: () => Promise<T>,
    count: (done: T) => number,
  ): Promise<T> => {
    const start = performance.now();
    const log = (rows: number | null, error: string | null): void =>
      onStatement?.({ ...statement, milliseconds: performance.now() - start, rows, error });
    try {
      const done = await work();
      log(count(done), null);
      return done;
    } catch (error) {
      log(null, error instanceof Error ? error.message : String(error));
      throw error;
    }
  };
  const request = (statement: Statement, work: Work, signal?: AbortSignal): Promise<ResultSet> =>
    logged(
      statement,
      () => withinTime(limit, signal, (ends) => connection.request(work, ends)),
      ({ columns, rows, affected }) => (columns.length > 0 ? rows.length : affected),
    );
  const run = async (statement: Statement, signal?: AbortSignal): Promise<ResultSet> => {
    const params = statement.params.map(toSqlite);
    return request(statement, { kind: 'run', text: statement.text, params }, signal);
  };
  const plain = (text: string, signal?: AbortSignal): Promise<ResultSet> => run({ text, params: [] }, signal);
  let returned: Promise<void> | null = null;

  return {
    run,
    async runTogether(all, signal) {
      if (all.some(({ kind }) => kind === 'begin')) limit = timeouts.change;
      const together = limit === null ? null : limit * all.length;
      const statements = all.map(statementOf);
      const works = all.map((one, i) => workOf(one, statements[i] ?? begin));
      const log = (i: number, milliseconds: number, rows: number | null, error: string | null) =>
        onStatement?.({ ...(statements[i] ?? begin), milliseconds, rows, error });
      const start = performance.now();
      const { done, failure } = await withinTime(together, signal, (ends) =>
        connection.several({ kind: 'several', works }, ends),
      ).catch((error: unknown) => ({ done: [], failure: toFailure(error) }));
      const answers = done.map((one, i) => {
        const sent = all[i];
        const answer = answerOf(one);
        log(i, one.milliseconds, answer.columns.length > 0 ? answer.rows.length : answer.affected, null);
        if (sent?.kind === 'pack' && 'packed' in one && one.packed !== null && one.packed.count > 0)
          sent.take(toPacked(one.packed));
        return answer;
      });
      if (failure !== null) log(done.length, performance.now() - start, null, failure.message);
      return { answers, failure };
    },
    async pack(statement, bytes, take, signal) {
      const work = packWork(statement, bytes);
      const packed = await logged(
        statement,
        () => withinTime(limit, signal, (ends) => connection.pack(work, ends)),
        (done) => done?.count ?? 0,
      );
      if (packed !== null && packed.count > 0) take(toPacked(packed));
      return packed !== null;
    },
    async unpackInto({ table, columns }, { bytes }, signal) {
      const names = columns.map(({ name }) => name).join(', ');
      const values = columns.map(({ parameter }) => parameter).join(', ');
      const text = `INSERT INTO ${table} (${names}) VALUES (${values})`;
      await request({ text, params: [] }, { kind: 'unpack', text, bytes }, signal);
    },
    async begin(options = {}) {
      limit = options.forPreview === true ? timeouts.statement : timeouts.change;
      // Until the session is released: https://www.sqlite.org/pragma.html#pragma_foreign_keys
      if (options.keysOff === true) await plain('PRAGMA foreign_keys = OFF', options.signal);
      // A preview takes no write lock, so that it neither waits for others nor makes them wait.
      await plain(options.forPreview === true ? 'BEGIN' : begin.text, options.signal);
    },
    async commit() {
      await plain(commit.text);
    },
    async rollback() {
      if (connection.isBroken()) return;
      await request({ text: 'ROLLBACK', params: [] }, { kind: 'rollback' });
    },
    release() {
      returned ??= giveBack();
      return returned;
    },
  };
}

/** Of a change: whoever writes takes the write lock first. */
const begin: Statement = { text: 'BEGIN IMMEDIATE', params: [] };
const commit: Statement = { text: 'COMMIT', params: [] };

function statementOf(sent: Sent): Statement {
  if (sent.kind === 'begin') return begin;
  return sent.kind === 'commit' ? commit : sent.statement;
}

function workOf(sent: Sent, statement: Statement): RunWork | PackWork {
  if (sent.kind === 'pack') return packWork(statement, sent.limit);
  return { kind: 'run', text: statement.text, params: statement.params.map(toSqlite) };
}

function packWork({ text, params }: Statement, limit: number): PackWork {
  return { kind: 'pack', text, params: params.map(toSqlite), limit };
}

function answerOf(done: Done): SentAnswer {
  if ('result' in done) return { ...done.result, whole: true };
  return { ...noRows, affected: done.packed?.count ?? 0, whole: done.packed !== null };
}

function toFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}

import type { Statement } from '../../model/plan.ts';
import type { Timeouts } from '../../model/timeouts.ts';
import type { ConnectOptions, ResultSet, Session } from '../dialect.ts';
import type { Connection } from './connection.ts';
import { toPacked } from './packed-rows.ts';
import type { PackWork, Work } from './protocol.ts';
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
    async pack(statement, bytes, take, signal) {
      const params = statement.params.map(toSqlite);
      const work: PackWork = { kind: 'pack', text: statement.text, params, limit: bytes };
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
      await plain(options.forPreview === true ? 'BEGIN' : 'BEGIN IMMEDIATE', options.signal);
    },
    async commit() {
      await plain('COMMIT');
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

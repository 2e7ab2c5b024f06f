import type { Statement } from '../../model/plan.ts';
import type { ConnectOptions, ResultSet, Session } from '../dialect.ts';
import type { Connection } from './connection.ts';
import type { Work } from './protocol.ts';
import { toSqlite } from './values.ts';

type SessionParts = {
  readonly connection: Connection;
  readonly onStatement: ConnectOptions['onStatement'];
  /** Takes the connection back; called once. */
  giveBack(): Promise<void>;
};

export function createSession({ connection, onStatement, giveBack }: SessionParts): Session {
  const logged = async (statement: Statement, work: Work, signal?: AbortSignal): Promise<ResultSet> => {
    const start = performance.now();
    const log = (rows: number | null, error: string | null): void =>
      onStatement?.({ ...statement, milliseconds: performance.now() - start, rows, error });
    try {
      const result = await connection.request(work, signal);
      log(result.columns.length > 0 ? result.rows.length : result.affected, null);
      return result;
    } catch (error) {
      log(null, error instanceof Error ? error.message : String(error));
      throw error;
    }
  };
  const run = async (statement: Statement, signal?: AbortSignal): Promise<ResultSet> => {
    const params = statement.params.map(toSqlite);
    return logged(statement, { kind: 'run', text: statement.text, params }, signal);
  };
  const plain = (text: string): Promise<ResultSet> => run({ text, params: [] });
  let returned: Promise<void> | null = null;

  return {
    run,
    async begin(options = {}) {
      // A preview takes no write lock, so that it neither waits for others nor makes them wait.
      await plain(options.forPreview === true ? 'BEGIN' : 'BEGIN IMMEDIATE');
    },
    async commit() {
      await plain('COMMIT');
    },
    async rollback() {
      if (connection.isBroken()) return;
      await logged({ text: 'ROLLBACK', params: [] }, { kind: 'rollback' });
    },
    release() {
      returned ??= giveBack();
      return returned;
    },
  };
}

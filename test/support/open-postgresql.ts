import type { Database, ResultSet, Session } from '../../src-main/dialects/dialect.ts';
import { postgresql } from '../../src-main/dialects/postgresql/index.ts';
import type { StatementLog } from '../../src-main/model/statement-log.ts';
import type { Value } from '../../src-main/model/value.ts';
import { findServer } from './find-servers.ts';

export type OpenPostgresql = {
  readonly url: string;
  readonly database: Database;
  /** Every statement sent so far. */
  readonly log: StatementLog[];
  readonly session: Session;
  run(text: string, params?: readonly Value[]): Promise<ResultSet>;
  close(): Promise<void>;
};

/** An empty PostgreSQL database of its own, with one session. */
export async function openPostgresql(): Promise<OpenPostgresql> {
  const server = await findServer('postgresql');
  const fresh = await server.fresh();
  const log: StatementLog[] = [];
  const database = await postgresql.connect(postgresql.parseUrl(fresh.url), {
    readOnly: false,
    onStatement: (entry) => log.push(entry),
  });
  const session = await database.session();
  return {
    url: fresh.url,
    database,
    log,
    session,
    run: (text, params = []) => session.run({ text, params }),
    async close() {
      await database.close();
      await fresh.close();
    },
  };
}

import type { Database, ResultSet, Session } from '../../src-main/dialects/dialect.ts';
import { mysql } from '../../src-main/dialects/mysql/index.ts';
import type { StatementLog } from '../../src-main/model/statement-log.ts';
import type { Value } from '../../src-main/model/value.ts';
import { findServer } from './find-servers.ts';

export type OpenMysql = {
  readonly url: string;
  readonly database: Database;
  /** Every statement sent so far. */
  readonly log: StatementLog[];
  readonly session: Session;
  run(text: string, params?: readonly Value[]): Promise<ResultSet>;
  close(): Promise<void>;
};

/** An empty MySQL or MariaDB database of its own, with one session. */
export async function openMysql(options: { readOnly?: boolean; url?: string } = {}): Promise<OpenMysql> {
  const server = await findServer('mysql');
  const fresh =
    options.url === undefined ? await server.fresh() : { url: options.url, close: async () => {} };
  const log: StatementLog[] = [];
  const database = await mysql.connect(mysql.parseUrl(fresh.url), {
    readOnly: options.readOnly ?? false,
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

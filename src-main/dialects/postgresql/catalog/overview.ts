import { AppError } from '../../../model/error.ts';
import type { Session } from '../../dialect.ts';
import { ask } from './ask.ts';

export type Overview = {
  readonly schemas: readonly string[];
  readonly defaultSchema: string;
  /** 150018 is 15.18; what a catalog holds depends on it. */
  readonly version: number;
};

/** Schemas whose name begins with `pg_` are the system's: https://www.postgresql.org/docs/current/ddl-schemas.html */
export const userSchema = String.raw`n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'`;

const query = `SELECT
  to_json(ARRAY(SELECT n.nspname::text FROM pg_catalog.pg_namespace n WHERE ${userSchema} ORDER BY 1)) AS schemas,
  current_schema() AS default_schema,
  current_setting('server_version_num')::int4 AS version`;

export async function readOverview(session: Session, signal?: AbortSignal): Promise<Overview> {
  const [row] = await ask(session, query, signal);
  if (row === undefined) throw new AppError('internal', 'PostgreSQL did not tell its version.');
  return {
    schemas: row.texts('schemas'),
    defaultSchema: row.textOrNull('default_schema') ?? 'public',
    version: row.number('version'),
  };
}

import type { Table } from '../../../model/catalog.ts';
import type { Session } from '../../dialect.ts';
import { ask } from './ask.ts';
import { userSchema } from './overview.ts';

export type TableRow = Pick<
  Table,
  'schema' | 'name' | 'kind' | 'rowEstimate' | 'comment' | 'partitioned' | 'inherited' | 'triggered'
> & {
  readonly oid: number;
};

/**
 * Relations a user works with: a partition is part of its parent and no table of its own.
 * https://www.postgresql.org/docs/current/catalog-pg-class.html
 */
export const userTable = `c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND ${userSchema}`;

const query = `SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relkind AS kind, c.reltuples AS estimate,
  d.description AS comment,
  c.relkind <> 'p' AND c.relhassubclass AS inherited,
  c.relhasrules AND c.relkind IN ('r', 'p') OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger t
    WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgenabled <> 'D') AS triggered
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0
WHERE ${userTable}
ORDER BY n.nspname, c.relname`;

const kinds: Readonly<Record<string, Table['kind']>> = { v: 'view', m: 'materializedView', f: 'foreign' };

export async function readTables(session: Session, signal?: AbortSignal): Promise<readonly TableRow[]> {
  const rows = await ask(session, query, signal);
  return rows.map((row) => {
    const kind = row.text('kind');
    const estimate = row.number('estimate');
    return {
      oid: row.number('oid'),
      schema: row.text('schema'),
      name: row.text('name'),
      kind: kinds[kind] ?? 'table',
      // -1: never analysed. A view has rows, but no estimate.
      rowEstimate: kind === 'v' || estimate < 0 ? null : Math.round(estimate),
      comment: row.textOrNull('comment'),
      ...(kind === 'p' ? { partitioned: true } : {}),
      ...(row.flag('inherited') ? { inherited: true } : {}),
      ...(row.flag('triggered') ? { triggered: true } : {}),
    };
  });
}

import type { Check } from '../../../model/catalog.ts';
import type { Session } from '../../dialect.ts';
import { ask } from './ask.ts';
import { userTable } from './tables.ts';

/** https://www.postgresql.org/docs/current/catalog-pg-constraint.html */
const query = (version: number) => `SELECT k.conrelid AS "table", k.conname AS name,
  pg_catalog.pg_get_expr(k.conbin, k.conrelid) AS expression
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE k.contype = 'c' ${version >= 180_000 ? 'AND k.conenforced' : ''} AND ${userTable}
ORDER BY k.conrelid, k.conname`;

/** Checks that are enforced, by the OID of their table. */
export async function readChecks(
  session: Session,
  version: number,
  signal?: AbortSignal,
): Promise<ReadonlyMap<number, readonly Check[]>> {
  const rows = await ask(session, query(version), signal);
  const checks = rows.map((row) => ({
    table: row.number('table'),
    check: { name: row.text('name'), expression: row.text('expression') },
  }));
  const groups = Map.groupBy(checks, ({ table }) => table);
  return new Map([...groups].map(([table, own]) => [table, own.map(({ check }) => check)]));
}

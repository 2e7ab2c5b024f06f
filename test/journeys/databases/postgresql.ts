import pg from 'pg';
import type { SqlDatabase } from './sql-database.ts';

/** Triggers of the same kind fire in the order of their names. */
const definitions = `
  SELECT conrelid::regclass, conname, pg_get_constraintdef(c.oid), convalidated, condeferrable, condeferred
  FROM pg_constraint c
  JOIN pg_trigger t ON t.tgconstraint = c.oid AND t.tgrelid = c.confrelid AND t.tgname LIKE '%\\_a\\_%'
  WHERE contype = 'f'
  GROUP BY c.oid
  ORDER BY c.confrelid::regclass::text, min(t.tgname)`;

const columns = `
  SELECT r.relname, conname, a.attname
  FROM pg_constraint c
  JOIN pg_class r ON r.oid = conrelid, unnest(conkey) WITH ORDINALITY AS k (attnum, place)
  JOIN pg_attribute a ON a.attnum = k.attnum
  WHERE contype = 'f' AND a.attrelid = conrelid
  ORDER BY r.relname, conname, place`;

export async function openPostgresql(url: string): Promise<SqlDatabase> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const query = async (text: string): Promise<readonly (readonly unknown[])[]> =>
    (await client.query<unknown[]>({ text, rowMode: 'array' })).rows;
  return {
    url,
    query,
    tables: async () =>
      (
        await query(
          "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
        )
      )
        .map(([name]) => String(name))
        .sort(),
    catalog: async () => (await query(definitions)).map((row) => row.join('|')),
    foreignKeyColumns: () => query(columns),
    close: () => client.end(),
  };
}

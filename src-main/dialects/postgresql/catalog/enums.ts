import type { Session } from '../../dialect.ts';
import { ask } from './ask.ts';

const query = `SELECT enumtypid AS type, json_agg(enumlabel ORDER BY enumsortorder) AS labels
FROM pg_catalog.pg_enum GROUP BY enumtypid`;

/** Labels in their order, by the OID of the enumeration. */
export async function readEnums(
  session: Session,
  signal?: AbortSignal,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await ask(session, query, signal);
  return new Map(rows.map((row) => [row.number('type'), row.texts('labels')]));
}

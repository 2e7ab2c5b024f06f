import type { ChildCount } from '../contract/results.ts';
import { childCounts } from '../dialects/sql/referenced-by.ts';
import type { TableRef } from '../model/catalog.ts';
import { AppError } from '../model/error.ts';
import { keyColumns, sameTable, tableText } from '../model/identity.ts';
import { type Row, valueNumber } from '../model/value.ts';
import type { OpenConnection } from './open-connection.ts';
import { findTable } from './records.ts';

export type ReferencedByRequest = {
  readonly table: TableRef;
  readonly key: Row;
  readonly limit: number;
};

/** How many rows reference one row, by each relation to its table, whoever enforces it; all in one statement. */
export async function referencedBy(
  connection: OpenConnection,
  { table: ref, key, limit }: ReferencedByRequest,
  signal?: AbortSignal,
): Promise<readonly ChildCount[]> {
  const table = findTable(connection, ref);
  const columns = keyColumns(table) ?? [];
  if (columns.length === 0 || !columns.every((name) => Object.hasOwn(key, name))) {
    throw new AppError('request.invalid', `"key" does not name a row of ${tableText(table)}.`, {
      hint: `Its key is ${columns.length === 0 ? 'missing' : columns.join(', ')}.`,
    });
  }
  const relations = connection.model.relations.filter(
    ({ parent, state }) => state !== 'stale' && sameTable(parent.table, table),
  );
  // A key with a NULL in it names no row.
  if (relations.length === 0 || Object.values(key).includes(null)) {
    return relations.map(({ id }) => ({ relation: id, count: 0, exact: true }));
  }
  const session = await connection.database.session();
  try {
    const { rows } = await session.run(
      childCounts(connection.dialect.sql, table, key, relations, limit),
      signal,
    );
    return relations.map(({ id }, place) => {
      const count = valueNumber(rows[place]?.[1]);
      return { relation: id, count: Math.min(count, limit), exact: count <= limit };
    });
  } finally {
    await session.release();
  }
}

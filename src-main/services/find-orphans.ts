import type { ResultSet, Session } from '../dialects/dialect.ts';
import { orphanCount, orphanLook, orphanSelect, someOrphans } from '../dialects/sql/orphans.ts';
import { rowOf } from '../dialects/sql/row-sets/read.ts';
import { orphansFinding } from '../engine/audit/orphans.ts';
import { incomparable } from '../engine/audit/type-mismatch.ts';
import type { Table } from '../model/catalog.ts';
import { AppError } from '../model/error.ts';
import type { Finding } from '../model/finding.ts';
import { sameTable } from '../model/identity.ts';
import type { Relation } from '../model/relation.ts';
import type { FoundRows } from '../model/row-sets.ts';
import type { Row } from '../model/value.ts';
import type { OpenConnection } from './open-connection.ts';

const sampleSize = 20;
/** Among so many rows a sample is looked for first: where orphans are not rare, that costs next to nothing. */
const headRows = 10_000;

/**
 * The orphans of a relation, [] where there are none. `looked`: so many rows of the child are looked at; null: all of them,
 * and they are counted exactly.
 */
export async function findOrphansOf(
  connection: OpenConnection,
  session: Session,
  relation: Relation,
  looked: number | null,
  signal: AbortSignal | undefined,
): Promise<readonly Finding[]> {
  const { dialect, model } = connection;
  const { tables } = model;
  const child = tables.find((table) => sameTable(table, relation.child.table));
  if (child === undefined) return [];
  const reader: Reader = { connection, session, relation, child, signal };
  try {
    const rows = looked === null ? await countAll(reader) : await lookAt(reader, looked);
    if (rows.count === 0) return [];
    const { text } = orphanSelect(dialect.sql, relation);
    return [orphansFinding(relation, rows, text, tables, model.relations)];
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'request.invalid') throw error;
    return [incomparable(relation, error.message)];
  }
}

type Reader = {
  readonly connection: OpenConnection;
  readonly session: Session;
  readonly relation: Relation;
  readonly child: Table;
  readonly signal: AbortSignal | undefined;
};

async function countAll(reader: Reader): Promise<FoundRows> {
  const { connection, session, relation, child, signal } = reader;
  const { sql } = connection.dialect;
  const counted = await session.run(orphanCount(sql, relation, child), signal);
  const count = Number(counted.rows[0]?.[0] ?? 0);
  if (count === 0) return { count, exact: true, sample: [] };
  const head = await lookAt(reader, headRows);
  if (head.sample.length > 0) return { count, exact: true, sample: head.sample };
  const some = await session.run(someOrphans(sql, relation, child, Math.min(count, sampleSize)), signal);
  return { count, exact: true, sample: namedRows(some, 0) };
}

async function lookAt(
  { connection, session, relation, child, signal }: Reader,
  rows: number,
): Promise<FoundRows> {
  const statement = orphanLook(connection.dialect.sql, relation, child, rows, sampleSize);
  const found = await session.run(statement, signal);
  const [count = 0, lookedAt = 0] = (found.rows[0] ?? []).map(Number);
  return { count, exact: lookedAt <= rows, sample: namedRows(found, 2) };
}

/** The rows by the names of their columns, without the first ones. */
function namedRows({ columns, rows }: ResultSet, skipped: number): readonly Row[] {
  const names = columns.map(({ name }) => name).slice(skipped);
  return rows.map((values) => rowOf(names, values.slice(skipped)));
}

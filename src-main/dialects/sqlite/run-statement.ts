import type Database from 'better-sqlite3';
import type { Value } from '../../model/value.ts';
import type { ResultSet } from '../dialect.ts';
import type { Cancellation } from './cancellation.ts';
import { fromSqlite, type SqliteValue } from './values.ts';

export function runStatement(
  db: Database.Database,
  text: string,
  params: readonly SqliteValue[],
  cancellation: Cancellation,
): ResultSet {
  const statement = db.prepare<unknown[], SqliteValue[]>(text);
  cancellation.setRevocable(statement.readonly || db.inTransaction);
  if (!statement.reader) return { columns: [], rows: [], affected: statement.run(params).changes };
  statement.raw().safeIntegers();
  const columns = statement.columns().map((column) => ({ name: column.name, type: column.type ?? '' }));
  return statement.readonly
    ? { columns, rows: readRows(statement.iterate(params), cancellation), affected: 0 }
    : { columns, ...writeReturning(db, statement, params) };
}

function readRows(rows: Iterable<SqliteValue[]>, cancellation: Cancellation): Value[][] {
  const values: Value[][] = [];
  for (const row of rows) {
    cancellation.check();
    values.push(row.map(fromSqlite));
  }
  return values;
}

/** A write with RETURNING has written everything before its first row: it is never left half-read. */
function writeReturning(
  db: Database.Database,
  statement: Database.Statement<unknown[], SqliteValue[]>,
  params: readonly SqliteValue[],
): Pick<ResultSet, 'rows' | 'affected'> {
  const counts = db.prepare<[], [number, number]>('SELECT total_changes(), changes()').raw();
  const before = counts.get()?.[0];
  const rows = statement.all(params).map((row) => row.map(fromSqlite));
  const [total, affected] = counts.get() ?? [0, 0];
  return { rows, affected: total === before ? 0 : affected };
}

import type Database from 'better-sqlite3';
import type { Value } from '../../model/value.ts';
import type { ResultSet } from '../dialect.ts';
import type { Cancellation } from './cancellation.ts';
import { fromColumn, fromSqlite, type SqliteValue } from './values.ts';

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
  const found = statement.columns();
  const columns = found.map((column) => ({ name: column.name, type: column.type ?? '' }));
  const read = readersOf(found);
  return statement.readonly
    ? { columns, rows: readRows(statement.iterate(params), read, cancellation), affected: 0 }
    : { columns, ...writeReturning(db, statement, params, read) };
}

type RowReader = (row: readonly SqliteValue[]) => Value[];

/** What is computed is read as JSON would have it, what a column holds exactly. */
function readersOf(columns: readonly Database.ColumnDefinition[]): RowReader {
  const types = columns.map(({ column, type }) => (column === null ? null : (type ?? '')));
  return (row) =>
    row.map((value, i) => {
      const type = types[i] ?? null;
      return type === null ? fromSqlite(value) : fromColumn(value, type);
    });
}

function readRows(rows: Iterable<SqliteValue[]>, read: RowReader, cancellation: Cancellation): Value[][] {
  const values: Value[][] = [];
  for (const row of rows) {
    cancellation.check();
    values.push(read(row));
  }
  return values;
}

/** A write with RETURNING has written everything before its first row: it is never left half-read. */
function writeReturning(
  db: Database.Database,
  statement: Database.Statement<unknown[], SqliteValue[]>,
  params: readonly SqliteValue[],
  read: RowReader,
): Pick<ResultSet, 'rows' | 'affected'> {
  const counts = db.prepare<[], [number, number]>('SELECT total_changes(), changes()').raw();
  const before = counts.get()?.[0];
  const rows = statement.all(params).map(read);
  const [total, affected] = counts.get() ?? [0, 0];
  return { rows, affected: total === before ? 0 : affected };
}

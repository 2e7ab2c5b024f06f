import Database from 'better-sqlite3';
import type { PackedRows } from '../../model/row-images.ts';
import type { Value } from '../../model/value.ts';
import type { Cancellation } from './cancellation.ts';
import { fromColumn, fromSqlite, isReal, type SqliteValue } from './values.ts';

/** Rows packed in a worker; null: they took more bytes than they may. */
export type Packed = { readonly count: number; readonly bytes: Uint8Array<ArrayBuffer> } | null;

/** A database in memory beside the session's own, empty but while rows are packed. */
const schema = 'referee_rows';
const pageSize = 1024;
const shape = 'sqlite, exact';
/** An earlier version of the program read 1.0 as 1. */
const inexact = 'sqlite';

/** To be done outside of transactions. */
export function attachPacking(db: Database.Database): void {
  db.exec(`ATTACH ':memory:' AS ${schema}`);
  db.pragma(`${schema}.page_size = ${pageSize}`);
}

/**
 * The rows of a SELECT as the file image of a database that holds just them: SQLite copies them by itself, several times
 * faster than they could be read here, and nothing could hold what it keeps more exactly.
 */
export function packRows(
  db: Database.Database,
  text: string,
  params: readonly SqliteValue[],
  limit: number,
): Packed {
  const columns = db.prepare(text).columns();
  db.exec(`SAVEPOINT ${schema}`);
  try {
    db.pragma(`${schema}.max_page_count = ${Math.ceil(limit / pageSize) + 1}`);
    // Columns without a type take any value as it is, and those of reals what such a column gives. A table with a check is one whose INSERT can fail by itself: when
    // it is full, SQLite then takes back the statement alone and not the transaction.
    db.exec(
      `CREATE TABLE ${schema}.packed (${columns.map(({ type }, i) => `c${i}${isReal(type ?? '') ? ' REAL' : ''}`).join(', ')}, CHECK (1))`,
    );
    const { changes } = db.prepare(`INSERT INTO ${schema}.packed ${text}`).run(params);
    // A copy, since memory of SQLite's own cannot be handed over to another thread.
    return { count: changes, bytes: new Uint8Array(db.serialize({ attached: schema })) };
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_FULL') return null;
    throw error;
  } finally {
    if (db.inTransaction) db.exec(`ROLLBACK TO ${schema}; RELEASE ${schema}`);
  }
}

/** Puts the rows of an image into a table, value by value as they are. */
export function unpackRows(
  db: Database.Database,
  text: string,
  bytes: Uint8Array,
  cancellation: Cancellation,
): void {
  const image = openImage(bytes);
  try {
    const insert = db.prepare(text);
    for (const row of rowsOf(image).iterate()) {
      cancellation.check();
      insert.run(row);
    }
  } finally {
    image.close();
  }
}

function openImage(bytes: Uint8Array): Database.Database {
  return new Database(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function rowsOf(image: Database.Database) {
  return image.prepare<[], SqliteValue[]>('SELECT * FROM packed ORDER BY rowid').raw().safeIntegers();
}

export function toPacked({ count, bytes }: NonNullable<Packed>): PackedRows {
  return { shape, count, bytes };
}

export function* unpack({ shape: packed, bytes }: PackedRows): Iterable<readonly Value[]> {
  const db = openImage(bytes);
  try {
    const rows = rowsOf(db);
    const types = rows.columns().map(({ type }) => type ?? '');
    for (const row of rows.iterate()) {
      yield row.map((value, i) =>
        packed === inexact ? fromSqlite(value) : fromColumn(value, types[i] ?? ''),
      );
    }
  } finally {
    db.close();
  }
}

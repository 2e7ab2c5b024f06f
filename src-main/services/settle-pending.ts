import { createRowSets } from '../dialects/sql/row-sets/index.ts';
import { rowIdentity, sameTable } from '../model/identity.ts';
import type { ImageSet, RowImage } from '../model/row-images.ts';
import type { RowSets } from '../model/row-sets.ts';
import { type Row, sameValue } from '../model/value.ts';
import type { Journal } from '../storage/journal.ts';
import type { OpenConnection } from './open-connection.ts';
import { placeOf } from './place-of.ts';
import { takeSession } from './take-session.ts';
import { beginAfterOthers } from './transaction-mark.ts';

/** Rows of each set that are asked for. */
const asked = 20;

/**
 * Entries that a crash left pending are compared with the database: a few of their rows are as before the change, or as
 * after it. An entry whose transaction is not over yet stays pending. Rows that changed since tell nothing; if none tells anything, the change counts as applied, and an undo
 * compares every row anyway.
 */
export async function settlePending(
  journal: Journal,
  connection: OpenConnection,
  signal?: AbortSignal,
): Promise<void> {
  const pending = journal.unsettled(placeOf(connection));
  if (pending.length === 0) return;
  const { dialect, model, database } = connection;
  const session = await takeSession(database, signal);
  try {
    const others = await beginAfterOthers(connection, session, signal);
    if (others === null) return;
    const { tables } = model;
    const sets = createRowSets({ facts: dialect.sql, tables, session, locking: false, signal });
    for (const entry of pending) {
      if (!(await others.isOver(entry))) continue;
      const found = { before: 0, after: 0 };
      const images = journal.images(entry, dialect.unpack);
      for (const set of images.sets) {
        const table = tables.find((candidate) => sameTable(candidate, set.table));
        const identity = table === undefined ? null : rowIdentity(table);
        if (identity === null) continue;
        for await (const page of images.pages(set)) {
          await compare(sets, set, identity, page.slice(0, asked), found);
          break;
        }
      }
      if (found.before > found.after) journal.drop(entry);
      else journal.applied(entry);
    }
  } finally {
    await session.rollback();
    await session.release();
  }
}

async function compare(
  sets: RowSets,
  { table }: ImageSet,
  identity: readonly string[],
  images: readonly RowImage[],
  found: { before: number; after: number },
): Promise<void> {
  const keyOf = (row: Row) => Object.fromEntries(identity.map((column) => [column, row[column] ?? null]));
  for (const side of ['before', 'after'] as const) {
    const other = side === 'before' ? 'after' : 'before';
    const rows = images.map((image) => image[side]).filter((row) => row !== null);
    const now = await sets.present(table, rows.map(keyOf));
    const there = rows.filter((row) => now.some((one) => sameRow(row, one)));
    found[side] += there.length;
    // A row that is on this side only, and gone: that speaks for the other side.
    const only = images.filter((image) => image[other] === null);
    const gone = only.filter((image) => {
      const row = image[side];
      return row !== null && !now.some((one) => sameRow(keyOf(row), keyOf(one)));
    });
    found[other] += gone.length;
  }
}

function sameRow(a: Row, b: Row): boolean {
  return Object.keys(a).every((column) => sameValue(a[column] ?? null, b[column] ?? null));
}

import type { TableRef } from './catalog.ts';
import type { Write } from './row-sets.ts';
import type { Row } from './value.ts';

/**
 * A row as a change found it and left it: all columns but generated ones, and SQLite's hidden row id where nothing else
 * tells its rows apart. `before` null: the change inserted it; `after` null: the change deleted it.
 */
export type RowImage = {
  readonly before: Row | null;
  readonly after: Row | null;
  /** Columns that the cascade of a relation set, by that relation's id; they follow again when the parent's key returns. */
  readonly followed: Readonly<Record<string, string>>;
};

/** What was done to rows of one table, and to how many. */
export type ImageSet = {
  readonly table: TableRef;
  readonly action: 'insert' | 'update' | 'delete';
  readonly count: number;
};

/** The rows of an applied change, as the journal keeps them. */
export interface RowImages {
  /** Id of the history entry. */
  readonly entry: string;
  readonly sets: readonly ImageSet[];
  /** The images of one set, page by page, in the order in which they were taken. */
  pages(set: ImageSet): AsyncIterable<readonly RowImage[]>;
}

/** A row named by its identity, with the columns that it is to have set. */
export type RestoredRow = {
  readonly key: Row;
  readonly set: Row;
  /** Columns of `set` that are not asked for but follow a parent's key. */
  readonly followed: readonly string[];
};

/** A marked row as it is now (`row`), by the identity that it had before any write (`key`). */
export type MarkedRow = {
  readonly key: Row;
  readonly row: Row;
  /** Columns that are set, and the number of the effect that sets each. */
  readonly setBy: Readonly<Record<string, number>>;
};

/** The part of the row sets that an undo and its journal need. */
export interface ImageSets {
  /**
   * Marked rows with all their columns, in the order of the identity they had before the writes, after `past`. `written`:
   * the writes were sent, so that rows may go by another identity. A row that is not there any more is left out.
   */
  marked(
    table: TableRef,
    action: 'update' | 'delete',
    written: boolean,
    past: Row | null,
    limit: number,
  ): Promise<readonly MarkedRow[]>;
  /** The rows of these identities that are there, in any order. No more than some thousand at once. */
  present(table: TableRef, keys: readonly Row[]): Promise<readonly Row[]>;
  /** Marks the rows of these identities as deleted. */
  markGone(table: TableRef, keys: readonly Row[], effect: number): Promise<void>;
  /** Marks rows as having columns set, each row to its own values; columns that follow by the effect `following`. */
  markRestored(
    table: TableRef,
    rows: readonly RestoredRow[],
    effect: number,
    following: number,
  ): Promise<void>;
  /** Takes note of rows to insert with every column given, SQLite's row id included. */
  markReinserted(table: TableRef, rows: readonly Row[], firstOrdinal: number): Promise<void>;
  /** To be called when the last page of a table was marked. */
  markedAll(table: TableRef): Promise<void>;
  /** What inserts the rows of `markReinserted`: at first with NULL in the columns of `later`, which are then set. */
  writesReinsert(table: TableRef, later: readonly string[]): Promise<readonly Write[]>;
  /** What makes the database look at its foreign keys only after `writes`; null where it cannot put that off. */
  withoutForeignKeys(writes: readonly Write[]): readonly Write[] | null;
}

import type { TableRef } from './catalog.ts';
import type { Statement } from './plan.ts';
import type { Write } from './row-sets.ts';
import type { Row } from './value.ts';

/**
 * Some rows as a database gave them, in one piece that the dialect alone can read: with `shape`, the same for all pieces
 * of one statement, in which it says of what types the columns are.
 */
export type PackedRows = { readonly shape: string; readonly count: number; readonly bytes: Uint8Array };

/** Where packed rows go: a table, quoted, and its columns by their names, quoted. */
export type PackedPlace = {
  readonly table: string;
  /** What each value of a row goes into, and how a parameter for it is spelled. */
  readonly columns: readonly { readonly name: string; readonly parameter: string }[];
  /** All others, which become NULL. */
  readonly others: readonly string[];
};

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

/** What was done to rows of one table. */
export type ImageKind = {
  readonly table: TableRef;
  readonly action: 'insert' | 'update' | 'delete';
};

/** The values of each packed row of one kind. */
export type ImageLayout = {
  readonly columns: readonly string[];
  /**
   * After the columns of a row before its update: the numbers of the effects that set these columns. `relations`: of
   * which relation the effect of a number is the cascade.
   */
  readonly follows: readonly {
    readonly column: string;
    readonly relations: Readonly<Record<string, string>>;
  }[];
};

/** What was done to rows of one table, and to how many. */
export type ImageSet = ImageKind & { readonly columns: readonly string[]; readonly count: number };

/** The rows of an applied change, as the journal keeps them. */
export interface RowImages {
  /** Id of the history entry. */
  readonly entry: string;
  readonly sets: readonly ImageSet[];
  /** The relations whose orphans the change repaired: they may come back. */
  readonly repaired: readonly string[];
  /** The images of one set, page by page, in the order in which they were taken. */
  pages(set: ImageSet): AsyncIterable<readonly RowImage[]>;
  /** The rows of a set that were deleted, packed. */
  pieces(set: ImageSet): Iterable<PackedRows>;
}

/** A row named by its identity, with the columns that it is to have set. */
export type RestoredRow = {
  readonly key: Row;
  readonly set: Row;
  /** Columns of `set` that are not asked for but follow a parent's key. */
  readonly followed: readonly string[];
};

/** The part of the row sets that an undo and its journal need. */
export interface ImageSets {
  /** The columns of a table that an image of its rows holds, in their order. */
  imageColumns(table: TableRef): readonly string[];
  /**
   * What reads the marked rows with these columns, and then, for rows to update, the number of the effect that sets each
   * column of `follows` (NULL: none does). `written`: the writes were sent, so that rows may go by another identity. Rows
   * to update come in the order of the identity they had before, so that what reads them `written` gives the same rows
   * in the same order, or fewer. null: no rows are marked.
   */
  readsMarked(kind: ImageKind, written: boolean, follows: readonly string[]): Promise<Statement | null>;
  /** What reads the rows of these identities that are there, in any order. No more than some thousand at once. */
  readsPresent(table: TableRef, keys: readonly Row[]): Promise<Statement>;
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
  /** Takes note of rows to insert, packed, with these columns: every one that can be given, SQLite's row id included. */
  markReinserted(table: TableRef, columns: readonly string[], packed: PackedRows): Promise<void>;
  /** To be called when the last page of a table was marked. */
  markedAll(table: TableRef): Promise<void>;
  /** What inserts the rows of `markReinserted`. */
  writesReinsert(table: TableRef): Promise<readonly Write[]>;
  /** What makes the database look at its foreign keys only after `writes`, as far as it can put that off. */
  withoutForeignKeys(writes: readonly Write[]): readonly Write[];
}

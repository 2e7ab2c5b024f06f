import type { TableRef } from './catalog.ts';
import type { Rank } from './simulation.ts';
import type { Row, Value } from './value.ts';

/** A row by its identity, with the columns that were read. `visit`: its place in the order of visits; null: by its key. */
export type ReadRow = { readonly key: Row; readonly row: Row; readonly visit: number | null };

/**
 * A row by its identity, what it is to have set, and the effect that asks for it. `visit`: its place among those that the
 * statement finds; absent: they are visited in the order in which they lie.
 */
export type AskedRow = {
  readonly key: Row;
  readonly set: Row;
  readonly effect: number;
  readonly visit?: number;
};

/** What became of one row: deleted by an effect, or columns set, each by an effect. */
export type MarkedFate = { readonly table: TableRef; readonly key: Row } & (
  | { readonly action: 'delete'; readonly effect: number }
  | {
      readonly action: 'update';
      readonly set: readonly { readonly column: string; readonly value: Value; readonly effect: number }[];
    }
);

/** The part of the row sets that a prediction needs. */
export interface SimulationSets {
  /** Marked rows of the effects, as the statements name them that `writesDelete` and `writesSet` spell: one list for each. */
  asked(
    table: TableRef,
    action: 'update' | 'delete',
    effects: readonly number[],
  ): Promise<readonly (readonly AskedRow[])[]>;
  /** Rows that have one of the keys in the columns, with the columns `read`. Many keys to a statement, at most `limit` rows. */
  find(
    table: TableRef,
    columns: readonly string[],
    keys: readonly (readonly Value[])[],
    read: readonly string[],
    limit: number,
  ): Promise<readonly ReadRow[]>;
  /** For each of the values what it is equal to, as a column of the table compares and orders. */
  ranks(table: TableRef, column: string, values: readonly Value[]): Promise<readonly Rank[]>;
  /** What the defaults of the columns come to. */
  defaults(table: TableRef, columns: readonly string[]): Promise<Row>;
  /**
   * Keeps what a simulation says apart from what is marked: from here on counts, rows, fingerprints, images and `unlike` are
   * of these rows, while the writes are still those of the marks.
   */
  markOutcome(fates: readonly MarkedFate[]): Promise<void>;
}

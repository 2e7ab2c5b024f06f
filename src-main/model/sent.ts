import type { AppError } from './error.ts';
import type { Statement } from './plan.ts';
import type { PackedRows } from './row-images.ts';
import type { Value } from './value.ts';

/**
 * What goes to the database together with others:
 * - `begin`: starts the transaction of a change, before all others.
 * - `commit`: ends it; what comes after it is outside of any transaction.
 * - `run`: a statement whose rows are wanted as values.
 * - `pack`: one whose rows are wanted as they come, up to `limit` bytes; `take` is called once all of them are there.
 */
export type Sent =
  | { readonly kind: 'begin' }
  | { readonly kind: 'commit' }
  | { readonly kind: 'run'; readonly statement: Statement }
  | {
      readonly kind: 'pack';
      readonly statement: Statement;
      readonly limit: number;
      readonly take: (packed: PackedRows) => void;
    };

/** What came of one: of a `pack`, `affected` is the number of its rows, and `whole` false where they take more than the limit. */
export type SentAnswer = {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly Value[])[];
  readonly affected: number;
  readonly whole: boolean;
};

/** Those that were done, in their order. `failure`: why the next one was not, nor any after it; null: all were done. */
export type SentAnswers = { readonly answers: readonly SentAnswer[]; readonly failure: AppError | null };

import type { Value } from './value.ts';

/** A statement that Referee sent, as the log drawer shows it. Never holds secrets. */
export type StatementLog = {
  readonly text: string;
  readonly params: readonly Value[];
  readonly milliseconds: number;
  /** Rows returned, or affected where none are; null: failed. */
  readonly rows: number | null;
  /** Message of the failure, else null. */
  readonly error: string | null;
};

import type { Effect, Warning } from './plan.ts';

/** A change that was applied. */
export type HistoryEntry = {
  readonly entry: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** "Delete 1 customer and 37 related rows". */
  readonly summary: string;
  readonly effects: readonly Effect[];
  readonly undoable: boolean;
  /** Why it cannot be undone; null where it can. */
  readonly reason: string | null;
  /** The entry that it undid. Absent: it is no undo, or that entry is forgotten. */
  readonly undoes?: string;
  /** What is worth knowing of how it was applied, told once. Absent: nothing. */
  readonly warnings?: readonly Warning[];
};

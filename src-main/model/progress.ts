import type { TableRef } from './catalog.ts';

/**
 * What a preview, an apply or an undo is doing: finding rows, keeping rows for an undo, writing, comparing with what was
 * planned, committing. From `committing` on it cannot be cancelled any more.
 */
export type ChangeStage = 'planning' | 'keeping' | 'writing' | 'verifying' | 'committing';

/** How far it has come. Some are left out where they follow each other quickly. */
export type ChangeProgress = {
  readonly kind: 'progress';
  readonly stage: ChangeStage;
  /** The table that it is at; null: none yet in this stage. */
  readonly table: TableRef | null;
  /** Rows of all tables that were found, kept, or written in this stage so far. */
  readonly rows: number;
};

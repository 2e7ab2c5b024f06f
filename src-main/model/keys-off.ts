import type { ForeignKey } from './catalog.ts';
import type { Statement } from './plan.ts';
import type { Write } from './row-sets.ts';

/**
 * How writes get past foreign keys that would not let them through one by one:
 * - `checks`: after the statement `before`, what is checked waits for COMMIT; actions are taken all the same.
 * - `all`: between the statements `before` and `after`, foreign keys do nothing.
 * - `statement`: they are sent as one statement, at whose end the foreign keys look at the rows.
 */
export type SuspendForeignKeys =
  | { readonly puts: 'checks'; readonly before: string }
  | { readonly puts: 'all'; readonly before: string; readonly after: string }
  | { readonly puts: 'statement' };

/** Foreign keys that do nothing while an undo brings rows back that reference nothing. */
export type KeysOff = {
  /** Those that do nothing; null: no foreign key does anything. */
  readonly keys: readonly ForeignKey[] | null;
  /** They have to be off in the session before its transaction begins. */
  readonly beforeBegin: boolean;
  /** What the transaction begins with, so that the rows do not change while nothing looks at them. */
  readonly locks: readonly Statement[];
  /** What is sent before the writes. */
  readonly before: readonly Write[];
  /** What is sent after them, and leaves the keys as they were. */
  readonly after: readonly Write[];
  /** For people, one sentence: what does not act meanwhile, and who has to wait. */
  readonly message: string;
};

/** How rows that reference nothing come back under foreign keys, as the repair found them. */
export type OrphansBack = {
  /** Why this key takes none, as a sentence; null: it does. */
  refusal(key: ForeignKey): string | null;
  /** What keeps keys that take them from acting; `all`: the keys of the database. */
  off(keys: readonly ForeignKey[], all: readonly ForeignKey[]): KeysOff;
};

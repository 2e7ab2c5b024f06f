/** How long a connection waits, in milliseconds. */
export type Timeouts = {
  /** For another session's lock: in previews, changes and reads alike. */
  readonly lock: number;
  /** For one statement of a change that is being applied, where the server can end it; null: for ever. */
  readonly change: number | null;
  /** With a transaction open and nothing to do, before the server ends it, where it can: the program is as good as gone. */
  readonly idle: number;
  /** For any other statement, where the server can end it. null: as long as it takes, unless somebody asks for less. */
  readonly statement: number | null;
};

/** Long enough for large changes; nobody else is kept waiting for ever. */
export const defaultTimeouts: Timeouts = {
  lock: 10_000,
  change: 15 * 60_000,
  idle: 60_000,
  statement: null,
};

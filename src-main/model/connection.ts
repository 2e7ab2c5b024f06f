import type { InterruptedSwitch } from './migration.ts';
import type { RelationMode, RelationModel } from './relation.ts';

export const environments = ['development', 'staging', 'production'] as const;
export type Environment = (typeof environments)[number];

/** Field name (see `DialectInfo.fields`) to value. */
export type ConnectionSettings = Readonly<Record<string, string>>;

/** A connection as it is kept and shown: without its secrets. */
export type SavedConnection = {
  readonly id: string;
  readonly name: string;
  readonly dialect: string;
  /** Without the fields of kind `secret`. */
  readonly settings: ConnectionSettings;
  readonly environment: Environment;
  readonly readOnly: boolean;
  /** null: as the relation file says, else `foreignKeys`. */
  readonly relationMode: RelationMode | null;
  /** Path of the relation file; null: beside the saved connections. */
  readonly relationFile: string | null;
  /** Whether a secret is kept for it. */
  readonly hasSecret: boolean;
};

/** What `connections.open` gives. */
export type OpenedConnection = {
  /** Handle for all further requests. */
  readonly connection: string;
  /** Dialect id. */
  readonly dialect: string;
  readonly serverVersion: string;
  /** What to call it on screen: the saved name, else database and host. */
  readonly name: string;
  /** Where it leads: the same for the same database, whatever it is called; no user, no secret. */
  readonly place: string;
  readonly environment: Environment;
  readonly readOnly: boolean;
  readonly model: RelationModel;
  /** A mode switch that came to no end, to be resumed or taken back; null: there is none. */
  readonly interrupted: InterruptedSwitch | null;
};

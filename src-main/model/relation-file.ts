import type { ForeignKey, TableRef } from './catalog.ts';
import type { ReferentialAction, RelationMode, RelationSide } from './relation.ts';

/**
 * The content of `relations.json`: what Referee must know of a database that the database itself does not say.
 * Written in a stable order and one relation after the other, so that version control shows what changed.
 */
export type RelationFile = {
  /** The mode in force. */
  readonly mode: RelationMode;
  /** Relations that Referee keeps, sorted by id. */
  readonly relations: readonly KeptRelation[];
  /** SQLite: table texts to put back byte for byte; [] elsewhere. */
  readonly remembered: readonly RememberedTable[];
  /** Ids of relations that need no index, as the user said, whoever enforces them. Absent: none. */
  readonly indexIgnored?: readonly string[];
};

export type KeptRelation = {
  /** See `relationId`. */
  readonly id: string;
  readonly child: RelationSide;
  readonly parent: RelationSide;
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  /** The foreign key it was, to create the very same again; null: declared by a user, there never was one. */
  readonly foreignKey: ForeignKey | null;
};

/** Text of a table before and after its foreign keys were taken out, to put it back byte for byte (SQLite). */
export type RememberedTable = {
  readonly table: TableRef;
  readonly withKeys: string;
  readonly withoutKeys: string;
};

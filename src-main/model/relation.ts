import type { Catalog, TableRef } from './catalog.ts';
import type { Warning } from './plan.ts';

export const referentialActions = ['cascade', 'restrict', 'noAction', 'setNull', 'setDefault'] as const;
export type ReferentialAction = (typeof referentialActions)[number];

/** The actions as SQL spells them. */
export const actionWords: Readonly<Record<ReferentialAction, string>> = {
  cascade: 'CASCADE',
  restrict: 'RESTRICT',
  noAction: 'NO ACTION',
  setNull: 'SET NULL',
  setDefault: 'SET DEFAULT',
};

/** `foreignKeys`: the database enforces. `prisma`: Referee's integrity engine emulates on every write made through it. */
export const relationModes = ['foreignKeys', 'prisma'] as const;
export type RelationMode = (typeof relationModes)[number];

/** One side of a relation: a table and, in key order, its columns. */
export type RelationSide = { readonly table: TableRef; readonly columns: readonly string[] };

/** A many-to-one relation, whoever enforces it. */
export type Relation = {
  /** Stable over reloads and mode switches: see `relationId`. */
  readonly id: string;
  /** The referencing side. */
  readonly child: RelationSide;
  /** The referenced side; as many columns as the child. */
  readonly parent: RelationSide;
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  /** Name of the foreign key; null while emulated, or where the engine has no name for it. */
  readonly constraint: string | null;
  /**
   * `enforced`: a foreign key the database checks. `emulated`: Referee keeps it. `unvalidated`: enforced for new
   * writes, existing rows never checked. `notEnforced`: a foreign key the database ignores. `stale`: a column or
   * table of it is gone, so nobody keeps it.
   */
  readonly state: 'enforced' | 'emulated' | 'unvalidated' | 'notEnforced' | 'stale';
  /** MATCH FULL: a partly null reference is a violation. Otherwise any null column makes it no reference. */
  readonly match: 'simple' | 'full' | 'partial';
  /** The columns that set null / set default on delete change; null: all referencing columns. */
  readonly setColumns: readonly string[] | null;
  /** Checked at COMMIT rather than at once (DEFERRABLE INITIALLY DEFERRED). */
  readonly deferred: boolean;
  /** The user said that it needs no index, so that nobody is warned that there is none. Absent: it does. */
  readonly indexIgnored?: true;
};

/** What could be done about a relation, and the method `relations.<kind>` of the contract that does it. */
export type Proposal = {
  /** The id of the relation. */
  readonly relation: string;
  readonly label: string;
} & (
  | { readonly kind: 'forget' }
  | { readonly kind: 'adopt' }
  /** With other columns. */
  | { readonly kind: 'repoint'; readonly child: RelationSide; readonly parent: RelationSide }
);

/** `proposals`: the likeliest first. Absent: there are none. */
export type ModelWarning = Warning & { readonly proposals?: readonly Proposal[] };

/** What `connections.open` and `model.get` give: the catalog with its relations, in the mode in force. */
export type RelationModel = Pick<Catalog, 'schemas' | 'defaultSchema' | 'tables'> & {
  readonly mode: RelationMode;
  readonly relations: readonly Relation[];
  readonly warnings: readonly ModelWarning[];
};

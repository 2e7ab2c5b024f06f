import type { Catalog, Column, ForeignKey } from '../model/catalog.ts';
import type { DialectInfo } from '../model/dialect-info.ts';
import type { ChosenRepair } from '../model/finding.ts';
import type { Decision, MigrationPlan, NewIndex } from '../model/migration.ts';
import type { RelationMode, RelationModel } from '../model/relation.ts';
import type { KeptRelation, RelationFile } from '../model/relation-file.ts';
import type { Row } from '../model/value.ts';

/** What is known of the rows of a relation that is to become a foreign key. */
export type OrphanFinding =
  /** `sample`: at most 20 of the orphans. */
  | { readonly count: number; readonly sample: readonly Row[] }
  /** The database cannot compare the two sides; its own sentence. */
  | { readonly incomparable: string };

/** What an engine demands of a foreign key before it creates one. */
export type ForeignKeyRules = {
  readonly actions: DialectInfo['actions'];
  /** What the referenced columns must be: a key (in any order), or the leftmost columns of an index. */
  readonly parentKey: 'unique' | 'indexed';
  /** Whether a key needs an index on the referencing columns. */
  readonly childIndex: 'needed' | 'ofUse';
  /** Why the engine refuses a key between two columns of these types, as a sentence; null: it does not. */
  typeRefusal(child: Column, parent: Column): string | null;
  /** Why this server allows no foreign keys at all, as a sentence; null: it does. */
  readonly unsupported: string | null;
  /** What else behaves differently on this engine after a switch to the mode, one sentence each. */
  readonly differences: readonly string[];
  /** What the engine lets the user choose of how the switch is made. */
  readonly decisions: readonly Decision[];
};

/** All that planning a mode switch starts from. */
export type SwitchQuestion = {
  readonly catalog: Catalog;
  readonly file: RelationFile;
  /** In the mode in force. */
  readonly model: RelationModel;
  readonly to: RelationMode;
  /** Decision id to the id of the choice; decisions that are not asked for are ignored. */
  readonly decisions: Readonly<Record<string, string>>;
  readonly rules: ForeignKeyRules;
  /** By relation id; only for a switch to `foreignKeys`. A relation that is not in it has no orphans. */
  readonly findings: ReadonlyMap<string, OrphanFinding>;
  /**
   * By relation id, for referenced columns that are no key: how many of their values occur more than once. 0: a unique
   * index can be created.
   */
  readonly duplicates: ReadonlyMap<string, number>;
};

/** What a mode switch will do, before the dialect turned it into steps. */
export type SwitchPlan = Pick<
  MigrationPlan,
  'from' | 'to' | 'relations' | 'decisions' | 'blockers' | 'warnings' | 'differences'
> & {
  /** The choice by the id of each of the engine's own decisions. */
  readonly chosen: Readonly<Record<string, string>>;
  /** Orphans to be repaired before anything else. */
  readonly repairs: readonly ChosenRepair[];
  /** To be created before the keys go or come. */
  readonly indexes: readonly NewIndex[];
  /** The foreign keys to drop, or to add in this order. */
  readonly keys: readonly ForeignKey[];
  /** The relations of the relation file after the switch. */
  readonly kept: readonly KeptRelation[];
};

/** The part of a plan that follows from the relations alone. `uniqueIndexes`: keys that are to be referenced. */
export type PlannedRelations = Pick<
  SwitchPlan,
  'relations' | 'decisions' | 'blockers' | 'warnings' | 'repairs' | 'keys' | 'kept'
> & { readonly uniqueIndexes: readonly NewIndex[] };

import type { TableRef } from './catalog.ts';
import type { Blocker, Statement, Warning } from './plan.ts';
import type { Relation, RelationMode } from './relation.ts';

/** One step of a mode switch. `reverse` undoes it; null: it changes nothing that would need undoing. */
export type MigrationStep = {
  readonly summary: string;
  readonly table: TableRef | null;
  readonly execute: readonly Statement[];
  readonly reverse: readonly Statement[] | null;
  /** The locks it takes, as a sentence; null: none worth mentioning. */
  readonly locks: string | null;
  /** Milliseconds, from row estimates; null: unknown. */
  readonly estimateMs: number | null;
};

/** A question that only the user can answer. `default` is the safe choice; null: there is none, an answer is needed. */
export type Decision = {
  readonly id: string;
  readonly relation: string;
  readonly question: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly default: string | null;
};

/** What switching the relation mode would do, relation by relation and step by step. */
export type MigrationPlan = {
  /** Id under which the plan is held. */
  readonly plan: string;
  readonly from: RelationMode;
  readonly to: RelationMode;
  /** Whether all steps are one transaction: all or nothing by the database itself. */
  readonly transactional: boolean;
  /** Equal digests: the same catalog, the same relation file, the same steps. */
  readonly digest: string;
  readonly relations: readonly {
    readonly relation: Relation;
    /** `edit`: its foreign key gets other actions, as the relation shows them. */
    readonly change: 'drop' | 'add' | 'keep' | 'cannot' | 'edit';
    readonly reason: string | null;
  }[];
  readonly decisions: readonly Decision[];
  readonly blockers: readonly Blocker[];
  readonly warnings: readonly Warning[];
  /** What behaves differently afterwards, one sentence each. */
  readonly differences: readonly string[];
  readonly steps: readonly MigrationStep[];
};

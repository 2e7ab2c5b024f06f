import type { TableRef } from './catalog.ts';
import type { Blocker, ChangePlan, Statement, Warning } from './plan.ts';
import type { Relation, RelationMode } from './relation.ts';

/** What must be so: the statement gives one row whose first value is true (or 1) where it is. `sentence` says it in words. */
export type StepCheck = { readonly sentence: string; readonly statement: Statement };

/** One step of a mode switch. `reverse` undoes it; null: it changes nothing that would need undoing. */
export type MigrationStep = {
  readonly summary: string;
  /** What it is about. Absent: of no particular kind. `check` looks at rows and changes none. */
  readonly kind?: 'file' | 'backup' | 'repair' | 'index' | 'keys' | 'check';
  readonly table: TableRef | null;
  readonly execute: readonly Statement[];
  readonly reverse: readonly Statement[] | null;
  /** The locks it takes, as a sentence; null: none worth mentioning. */
  readonly locks: string | null;
  /** Milliseconds, from row estimates; null: unknown. */
  readonly estimateMs: number | null;
  /** Looked at before and after it, by the switch itself. A postcheck that fails takes the step back. Absent: none. */
  readonly precheck?: readonly StepCheck[];
  readonly postcheck?: readonly StepCheck[];
  /** What holds others off from before the prechecks until after the postchecks. Absent: nothing does. */
  readonly guard?: { readonly take: readonly Statement[]; readonly release: readonly Statement[] };
  /** Steps that follow each other with the same number are one transaction. Absent: each statement commits by itself. */
  readonly transaction?: number;
  /** Whether it writes all rows of its table anew. Absent: it does not. */
  readonly rewrites?: boolean;
  /**
   * What a script sends that nobody watches, where `execute` relies on the checks beside it. null: no script can do it.
   * Absent: `execute`.
   */
  readonly unattended?: readonly Statement[] | null;
  /** Whether it must be sent without any other statement (CREATE INDEX CONCURRENTLY). Absent: it need not. */
  readonly alone?: boolean;
  /** The rows that a repair changes; it is applied like any such plan, and stands in the history. Absent: it is no repair. */
  readonly changes?: ChangePlan;
};

/** An index to create, under a name that nothing in its database has yet. */
export type NewIndex = {
  readonly name: string;
  readonly table: TableRef;
  readonly columns: readonly string[];
  readonly unique: boolean;
};

/** A question that only the user can answer. `default` is the safe choice; null: there is none, an answer is needed. */
export type Decision = {
  readonly id: string;
  /** null: it is about the switch as a whole. */
  readonly relation: string | null;
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

/** A switch that was begun and is neither done nor taken back, as its journal and the catalog have it. */
export type InterruptedSwitch = {
  readonly from: RelationMode;
  readonly to: RelationMode;
  /** When it was begun (ISO 8601). */
  readonly at: string;
  /** One sentence on how far it came. */
  readonly message: string;
  /** Why it stopped, as far as it could still say so; null: it was killed. */
  readonly problem: string | null;
  /** Of the last attempt, in order. `begun`: it had begun when the switch stopped. */
  readonly steps: readonly { readonly summary: string; readonly state: 'done' | 'begun' | 'waiting' }[];
  /** Of the foreign keys that it drops or adds: how many there are, and how many are as they will be afterwards. */
  readonly keys: { readonly total: number; readonly switched: number };
  /** Keys that are there, but whose rows were never checked, with the rows that no parent is found for. */
  readonly orphans: readonly Blocker[];
  /** Whether another process seems to be at it right now; it can then be neither resumed nor taken back. */
  readonly running: boolean;
};

export const exportForms = ['sql', 'prisma'] as const;
/** `sql`: two scripts, up and down. `prisma`: a folder of migrations for Prisma Migrate. */
export type ExportForm = (typeof exportForms)[number];

/** A switch as files that somebody else runs. */
export type ExportedSwitch = {
  /** Paths are relative, with `/` between folders. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** What to know before they are run, one sentence each. */
  readonly notes: readonly string[];
};

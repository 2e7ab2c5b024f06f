import type { TableRef } from './catalog.ts';
import type { ReferentialAction, RelationMode } from './relation.ts';
import type { Row, Value } from './value.ts';
import type { Way } from './way.ts';

/** One SQL statement with its parameters in the order of its placeholders. */
export type Statement = { readonly text: string; readonly params: readonly Value[] };

/** Something worth knowing that does not stop the plan. `rule` is a short name, `message` a sentence. */
export type Warning = { readonly rule: string; readonly relation: string | null; readonly message: string };

/** A row that an effect touches: its key, and its values before and after (null: it did not / does not exist). */
export type EffectRow = { readonly key: Row; readonly before: Row | null; readonly after: Row | null };

/** One set of rows of one table that share a fate and a cause. A row that several paths reach is in one effect only. */
export type Effect = {
  readonly id: number;
  readonly table: TableRef;
  readonly action: 'insert' | 'update' | 'delete';
  /** Why: the relation, its action, and the effect on the parent's side that set it off; null: asked for. */
  readonly cause: {
    readonly relation: string;
    readonly referentialAction: ReferentialAction;
    readonly from: number;
  } | null;
  readonly count: number;
  /** False: `count` is a lower bound ("10,000+"). */
  readonly exact: boolean;
  /** Columns that change; [] for delete. */
  readonly columns: readonly string[];
  /** At most 20 rows. */
  readonly sample: readonly EffectRow[];
  /** The relation whose orphans are repaired by this. Absent: none are. */
  readonly orphansOf?: string;
};

export const blockerRules = [
  'parentMissing',
  'stillReferenced',
  'notNullable',
  'noDefault',
  'unique',
  'actionUnsupported',
  'orphans',
  'typeMismatch',
  'parentKeyNotUnique',
  'noKey',
  'tooManyRows',
  /** A CHECK constraint would fail. */
  'check',
  /** A row that an undo would put back is not as the change left it. */
  'changedSince',
] as const;
export type BlockerRule = (typeof blockerRules)[number];

/** A forbidden outcome: a plan with blockers cannot be applied. */
export type Blocker = {
  readonly rule: BlockerRule;
  /** The relation that forbids it; null where none is concerned. */
  readonly relation: string | null;
  /** The table of the rows in `sample`. */
  readonly table: TableRef;
  readonly count: number;
  readonly exact: boolean;
  /** At most 20 of the blocking rows. */
  readonly sample: readonly Row[];
  /** Rows that changed since, each as the change left it and as it is now (null: gone). Absent: the rule is another. */
  readonly since?: readonly { readonly left: Row; readonly now: Row | null }[];
  /** One sentence that names table, relation, columns and values. */
  readonly message: string;
  /** What could be asked for instead so that this does not stand in the way; [] where there is nothing to offer. */
  readonly ways: readonly Way[];
};

/** What a set of changes would do. The same object is applied by its id, or not at all. */
export type ChangePlan = {
  /** Id under which the plan is held. */
  readonly plan: string;
  readonly mode: RelationMode;
  readonly enforcedBy: 'database' | 'engine';
  readonly effects: readonly Effect[];
  readonly totals: readonly {
    readonly table: TableRef;
    readonly action: 'insert' | 'update' | 'delete';
    readonly count: number;
    /** Present where `count` is a lower bound. */
    readonly exact?: false;
  }[];
  readonly blockers: readonly Blocker[];
  readonly warnings: readonly Warning[];
  /** What apply will send, in order. Empty while there are blockers. */
  readonly statements: readonly Statement[];
  /** Equal digests: the same rows, the same outcome. */
  readonly digest: string;
};

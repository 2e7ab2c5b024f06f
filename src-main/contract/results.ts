import type { HistoryEntry } from '../model/history.ts';
import type { MigrationPlan } from '../model/migration.ts';
import type { EffectRow } from '../model/plan.ts';
import type { RelationModel } from '../model/relation.ts';
import type { StatementLog } from '../model/statement-log.ts';
import type { Row, Value } from '../model/value.ts';

/**
 * `next` is null at the end, else what to pass as `after`. `previous`: what to pass as `after` to go the other way from the
 * first of these rows; null: there are none, or nothing tells them apart. Rows are arrays in the order of `columns`.
 */
export type RecordsPage = {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly Value[])[];
  readonly next: readonly Value[] | null;
  readonly previous: readonly Value[] | null;
};

/** Rows of one effect; `next` is null at the end, else the key to pass as `after`. */
export type ChangeRows = { readonly rows: readonly EffectRow[]; readonly next: Row | null };

/** How many rows reference a row by one relation; where not `exact`, at least so many. */
export type ChildCount = { readonly relation: string; readonly count: number; readonly exact: boolean };

export type TestResult =
  | { readonly ok: true; readonly serverVersion: string }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly hint: string | null };

/** A statement with the time it was sent (ISO 8601). */
export type LoggedStatement = StatementLog & { readonly at: string };

export type AuditEvent =
  /** It goes on to the next relation: `done` of `of` are looked at. `relation`: the one that is next; null: none. */
  | {
      readonly kind: 'progress';
      readonly done: number;
      readonly of: number;
      readonly relation: string | null;
    }
  /** With `keepGoing`: this relation could not be looked at, so nothing is known of its orphans. */
  | { readonly kind: 'failed'; readonly relation: string; readonly message: string };

/** A piece of a repair is applied: `done` of `of` orphans, or missing parents, are repaired. */
export type BatchEvent = {
  readonly kind: 'batch';
  readonly entry: HistoryEntry;
  readonly done: number;
  readonly of: number;
};

export type SwitchEvent =
  /** Number `index` of `of` begins. */
  | { readonly kind: 'step'; readonly index: number; readonly of: number; readonly summary: string }
  /** Something is in the way of step `index`, such as a lock of another session; it is tried again. */
  | { readonly kind: 'waiting'; readonly index: number; readonly attempt: number; readonly message: string }
  /** What is worth knowing of how step `index` went. */
  | { readonly kind: 'note'; readonly index: number; readonly message: string };

/** `done`: the relation file was written. `planned`: a foreign key is to be changed; the plan is held for `relations.apply`. */
export type RelationEdit =
  | { readonly kind: 'done'; readonly model: RelationModel }
  | { readonly kind: 'planned'; readonly plan: MigrationPlan };

/** So many of the candidates were looked at. */
export type SuggestEvent = { readonly kind: 'progress'; readonly done: number; readonly of: number };

import type { TableRef } from './catalog.ts';
import type { Row } from './value.ts';

export const findingKinds = [
  /** Rows whose reference finds no parent. */
  'orphans',
  /** No index begins with the referencing columns. */
  'missingIndex',
  /** The two sides have types or collations that do not fit, or fit by conversion only. */
  'typeMismatch',
  /** What is referenced is no key. */
  'parentKeyNotUnique',
  /** Declared, but nobody keeps it. */
  'notEnforced',
  /** A foreign key that never looked at the rows that were there before it. */
  'notValidated',
  /** Deletes that cascade back into the table they began in. */
  'cascadeCycle',
  /** One delete that reaches a table by several relations. */
  'cascadePaths',
  /** An action that writes NULL where none may be. */
  'setNullOnNotNull',
  /** A chain of cascades longer than the engine follows. */
  'cascadeDepth',
  /** A declared action that the engine turns into another. */
  'actionIgnored',
  /** A relation whose table or column is gone. */
  'staleRelation',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** The worst first. */
export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** The ways to repair orphans, as `integrity.repair` takes them. */
export const orphanRepairs = [
  'delete',
  'setNull',
  'setDefault',
  'repoint',
  'createParent',
  'exportAndDelete',
] as const;
export type OrphanRepair = (typeof orphanRepairs)[number];

/** Those that a choice is enough for: nothing else has to be given. */
export const plainRepairs = ['delete', 'setNull', 'setDefault', 'createParent'] as const;
export type PlainRepair = (typeof plainRepairs)[number];

/** A relation, and the way in which its orphans are repaired. */
export type ChosenRepair = { readonly relation: string; readonly by: PlainRepair };

/** `createIndex`: by `indexes.preview`. `validate`: by `relations.validate`. `forget`: by `relations.forget`. */
export type Repair = OrphanRepair | 'createIndex' | 'validate' | 'forget';

/** Something that is wrong, or may go wrong, with the relations of a database. */
export type Finding = {
  /** The same for the same finding in every audit. */
  readonly id: string;
  readonly kind: FindingKind;
  readonly severity: Severity;
  /** The relation it is about; null: it is about several. */
  readonly relation: string | null;
  /** The table of the rows, else the one to look at. */
  readonly table: TableRef;
  /** Number of rows; null: it is not about rows. */
  readonly count: number | null;
  /** False: `count` is a lower bound. */
  readonly exact: boolean;
  /** At most 20 of the rows. */
  readonly sample: readonly Row[];
  /** One sentence that names table, relation, columns and values. */
  readonly message: string;
  /** A SELECT that shows the rows; null: there are none to show. */
  readonly sql: string | null;
  /** The ways to repair it, the most usual first; []: by hand. */
  readonly repairs: readonly Repair[];
};

/** Whether a finding is of this severity or a worse one. */
export function isAtLeast(least: Severity): (finding: Pick<Finding, 'severity'>) => boolean {
  return ({ severity }) => severities.indexOf(severity) <= severities.indexOf(least);
}

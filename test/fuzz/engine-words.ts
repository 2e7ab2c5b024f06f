import type { ReferentialAction } from '../../src-main/model/relation.ts';

/** How the engines differ in what the fuzzer asks of them. */
export type EngineWords = {
  /** Run once on each database. */
  readonly prepare: readonly string[];
  /** Foreign keys are part of CREATE TABLE. */
  readonly inlineKeys: boolean;
  readonly relax: readonly string[];
  readonly restore: readonly string[];
  readonly dropMore: string;
  /** Makes deferred keys look now; null: only COMMIT does. */
  readonly checkDeferred: string | null;
  /** A type of text that ignores case. */
  readonly text: string;
  /** Actions to choose from, as often as they are named. */
  readonly actions: readonly ReferentialAction[];
  readonly deferrable: boolean;
  /** MATCH FULL, and the columns of SET NULL and SET DEFAULT. */
  readonly fullMatch: boolean;
};

const actions: readonly ReferentialAction[] = [
  'cascade',
  'cascade',
  'restrict',
  'noAction',
  'setNull',
  'setNull',
  'setDefault',
];

const words: Readonly<Record<string, EngineWords>> = {
  sqlite: {
    prepare: ['PRAGMA synchronous = OFF', 'PRAGMA journal_mode = MEMORY'],
    inlineKeys: true,
    relax: ['PRAGMA foreign_keys = OFF'],
    restore: ['PRAGMA foreign_keys = ON'],
    dropMore: '',
    checkDeferred: null,
    text: 'TEXT COLLATE NOCASE',
    actions,
    deferrable: true,
    fullMatch: false,
  },
  postgresql: {
    prepare: [
      "CREATE COLLATION ignore_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
      'SET synchronous_commit = off',
    ],
    inlineKeys: false,
    relax: ['SET session_replication_role = replica'],
    restore: ['SET session_replication_role = DEFAULT'],
    dropMore: ' CASCADE',
    checkDeferred: 'SET CONSTRAINTS ALL IMMEDIATE',
    text: 'varchar(8) COLLATE ignore_case',
    actions,
    deferrable: true,
    fullMatch: true,
  },
  mysql: {
    prepare: [],
    inlineKeys: true,
    relax: ['SET foreign_key_checks = 0'],
    restore: ['SET foreign_key_checks = 1'],
    dropMore: '',
    checkDeferred: 'DO 0',
    text: 'VARCHAR(8) COLLATE utf8mb4_general_ci',
    // InnoDB knows neither NO ACTION nor SET DEFAULT: the emulation of what was declared does differ.
    actions: ['cascade', 'cascade', 'restrict', 'setNull', 'setNull'],
    deferrable: false,
    fullMatch: false,
  },
};

export function engineWords(id: string): EngineWords {
  const found = words[id];
  if (found === undefined) throw new Error(`The fuzzer does not know the engine ${id}.`);
  return found;
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ReferentialAction } from '../../src-main/model/relation.ts';

/** What was measured with Prisma Client 7.9.1, or is expected by Prisma's own suites. See `scripts/oracle`. */
export type OracleCase = {
  readonly id: string;
  /** Cases of other categories are not executed: see `otherCategories`. */
  readonly category: string;
  readonly relation: string;
  readonly required: boolean | null;
  readonly onDelete: string | null;
  readonly onUpdate: string | null;
  readonly mode: 'foreignKeys' | 'prisma';
  readonly fixture?: string;
  readonly operation: string;
  /** None: it is not executed. */
  readonly outcomes: readonly OracleOutcome[];
};

export type OracleOutcome = {
  /** Engines by their ids. */
  readonly on: readonly string[];
  /** `ok` or an error of Prisma's. */
  readonly result: string;
  /** `unchanged`, or rows by table. */
  readonly state?: unknown;
  readonly defect?: string;
};

/** What is no set of changes by its kind. */
export const otherCategories: Readonly<Record<string, string>> = {
  validation: 'about Prisma schemas, before there are rows',
  introspection: 'about the Prisma schemas that are read from databases',
  migration: 'about the statements that Prisma makes tables with',
  advanced: 'races, sizes, raw SQL and transactions, each tested by its name in conformance/prisma-defects',
};

/** A scenario on a database alone, with its foreign keys. */
export type Scenario = {
  readonly engine: string;
  readonly scenario: string;
  readonly schema: readonly string[];
  readonly steps: readonly { readonly sql: string; readonly ok: boolean }[];
  readonly final: Readonly<Record<string, readonly (readonly unknown[])[]>>;
  /** Why it is not executed, where the record itself tells. */
  readonly leftOut?: string;
};

export function readOracle<T>(name: 'relation-modes' | 'databases'): readonly T[] {
  const path = fileURLToPath(new URL(`../data/oracle/${name}.jsonl`, import.meta.url));
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): T => JSON.parse(line));
}

const actions: Readonly<Record<string, ReferentialAction>> = {
  Cascade: 'cascade',
  Restrict: 'restrict',
  NoAction: 'noAction',
  SetNull: 'setNull',
  SetDefault: 'setDefault',
};

/** Where a schema does not write them, Prisma takes these: facts, section 1.3. SET NULL cannot be where it is required. */
export function actionsOf({ required, onDelete, onUpdate }: OracleCase) {
  const written = (action: string | null) => {
    const known = actions[action ?? ''];
    return known === 'setNull' && required === true ? undefined : known;
  };
  return {
    onDelete: written(onDelete) ?? (required === false ? 'setNull' : 'restrict'),
    onUpdate: written(onUpdate) ?? 'cascade',
  } as const;
}

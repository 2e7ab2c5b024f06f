import type { Table, TableRef } from './catalog.ts';
import type { BlockerRule } from './plan.ts';
import type { Relation } from './relation.ts';
import type { ParentEvent } from './row-sets.ts';
import type { Row, Value } from './value.ts';

/** What a value is equal to: related values have the same rank exactly when the database calls them equal. */
export type Rank = number | bigint | string;

/** A value of one row with its rank. null: NULL. */
export type Cell = { readonly value: Value; readonly rank: Rank } | null;

/** A row as far as a simulation must know it: a cell for each of the table's `columns`. `identity` names it. */
export type SimulatedRow = { readonly identity: Row; readonly cells: readonly Cell[] };

export type SimulatedTable = {
  readonly table: Table;
  /** The columns that were read, which all others give positions into. */
  readonly columns: readonly string[];
  /** What a set default writes into each of them; null: NULL. */
  readonly defaults: readonly Cell[];
  /** In the order in which the database comes across them. */
  readonly rows: readonly SimulatedRow[];
};

/** A relation by positions: of its tables in the simulation, of its columns in theirs. */
export type SimulatedRelation = {
  /** With its effective actions. */
  readonly relation: Relation;
  readonly child: number;
  readonly childColumns: readonly number[];
  readonly parent: number;
  readonly parentColumns: readonly number[];
  /** What set null and set default on delete write to. */
  readonly setColumns: readonly number[];
};

/** A statement of an apply, as the rows of one table that it concerns. */
export type SimulatedStatement = { readonly table: number } & (
  | { readonly kind: 'insert'; readonly rows: readonly (readonly Cell[])[] }
  | {
      readonly kind: 'update';
      /** The columns that the statement names. */
      readonly columns: readonly number[];
      readonly rows: readonly { readonly row: number; readonly set: ReadonlyMap<number, Cell> }[];
    }
  | { readonly kind: 'delete'; readonly rows: readonly number[] }
);

/** All that the outcome of some statements depends on. */
export type Simulation = {
  readonly tables: readonly SimulatedTable[];
  /** In the order in which the database fires them. */
  readonly relations: readonly SimulatedRelation[];
  /** In the order in which they are sent, in one transaction. */
  readonly statements: readonly SimulatedStatement[];
  /** They are parts of one statement, at whose end the foreign keys look at the rows. */
  readonly together?: true;
};

/** Why a row changed: what befell a parent row through a relation; null: it was asked for. */
export type SimulatedCause = {
  readonly relation: Relation;
  readonly event: ParentEvent;
  readonly from: SimulatedCause;
} | null;

/** What became of one row that is not as it was, or that a statement named. */
export type SimulatedFate = { readonly table: TableRef; readonly identity: Row } & (
  | { readonly action: 'delete'; readonly cause: SimulatedCause }
  | {
      readonly action: 'update';
      /** Each column that was written, with what it has in the end and who wrote that. */
      readonly set: readonly {
        readonly column: string;
        readonly value: Value;
        readonly cause: SimulatedCause;
      }[];
    }
);

/** Why the database refuses: the first that it comes across, so that there may be more rows like these. */
export type SimulatedRefusal = {
  readonly rule: BlockerRule;
  /** null: no relation is to blame, or none can be told. */
  readonly relation: Relation | null;
  readonly event: ParentEvent;
  readonly table: TableRef;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
};

/** Rows that did not exist before are in no fate. */
export type SimulatedOutcome =
  | { readonly refusal: SimulatedRefusal }
  | { readonly refusal: null; readonly fates: readonly SimulatedFate[] };

/**
 * Predicts what a database does, its foreign keys and their order included. Pure. `version`: of the server, where its
 * versions differ; absent: the newest.
 */
export type Simulate = (simulation: Simulation, version?: string) => SimulatedOutcome;

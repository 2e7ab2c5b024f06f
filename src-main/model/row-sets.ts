import type { Check, Key, TableRef } from './catalog.ts';
import type { NamedRows, NewRowPlace } from './change.ts';
import type { EffectRow, Statement } from './plan.ts';
import type { Relation } from './relation.ts';
import type { ImageSets } from './row-images.ts';
import type { SimulationSets } from './simulation-sets.ts';
import type { Row } from './value.ts';

/** What happened to rows of a parent table, as their children see it: gone, or known by another key. */
export type ParentEvent = 'delete' | 'update';

/** What a referential action writes into a referencing column. */
export type AssignedValue = 'parentKey' | 'null' | 'default';

/** Rows that a change names; `limit`: only so many, the first by their identity. */
export type RowsToMark = NamedRows | { readonly orphansOf: Relation; readonly limit: number | null };

/** Rows that stand against something: how many, and at most 20 of them. `exact` false: at least that many. */
export type FoundRows = { readonly count: number; readonly exact: boolean; readonly sample: readonly Row[] };

/** How many marked rows of a table are not as marked: `deleted` are still there, `set` have other values. */
export type Unlike = { readonly table: TableRef; readonly deleted: number; readonly set: number };

/** A statement of an apply and the number of rows it must match. */
export type Write = {
  readonly statement: Statement;
  readonly expected: number;
  /** The table that it writes; absent: none. */
  readonly table?: TableRef;
  /** Some of these rows may be gone already, by a cascade of the rows before them. */
  readonly atMost?: true;
  /** It gives the number of rows as its only value, since it writes to several tables. */
  readonly answers?: true;
  /** The rows that it inserts, as they were given; absent: it inserts none, or rows that are known by other means. */
  readonly inserts?: { readonly table: TableRef; readonly rows: readonly NewRow[] };
  /**
   * The same statement, giving all columns of the rows that it deletes: how their images are to be taken. Absent: it
   * deletes none, or they are to be read before.
   */
  readonly deletes?: { readonly table: TableRef; readonly statement: Statement };
};

/** A row to insert. */
export type NewRow = {
  readonly row: Row;
  /** Where the changes name it; null: nothing references it before it has a key. */
  readonly place: NewRowPlace | null;
  /** Columns of `row`, NULL until then, that take a value of another new row once the database has made that. */
  readonly awaits: readonly {
    readonly column: string;
    readonly from: NewRowPlace;
    readonly source: string;
  }[];
};

/** Rows that a change names, what it sets (null: it deletes them), and its effect. */
export type AskedChange = {
  readonly table: TableRef;
  readonly where: NamedRows;
  readonly set: Row | null;
  readonly effect: number;
};

/** A relation by which rows are reached, and what happened on the parent's side. */
export type Reach = { readonly relation: Relation; readonly event: ParentEvent };

/** What statements for what was asked for are made of. */
export type AskedSets = Pick<RowSets, 'asked' | 'writesDelete' | 'writesSet'>;

/**
 * The sets of rows that a plan is made of, kept by the database. The planner says *what* is to be found or marked; how
 * is the dialect's. Rows carry the number of the effect that decided their fate and of the round they were found in.
 * Nothing here writes to the user's tables; `writes...` only spell what an apply has to send.
 */
export interface RowSets extends ImageSets, SimulationSets {
  /** Marks the asked rows as deleted. Gives the number of rows newly marked. */
  markDeleted(table: TableRef, where: RowsToMark, effect: number): Promise<number>;
  /** Marks rows, unless they are marked as deleted, as having columns set. Gives the number of rows. */
  markSet(table: TableRef, where: RowsToMark, set: Row, effect: number, round: number): Promise<number>;
  /**
   * The part of these sets that holds what was asked for, made of just the rows that the changes name: those are updated
   * that an action would delete, and those that the changes delete themselves where they are `updatedFirst`.
   */
  askedAlone(changes: readonly AskedChange[], updatedFirst: boolean): Promise<AskedSets>;
  /** Rows that one of the effects deletes, among those named. */
  deletedAmong(table: TableRef, where: RowsToMark, effects: readonly number[]): Promise<FoundRows>;
  /** Takes note of rows to insert, so that children find them and unique keys clash with them. */
  markInserted(table: TableRef, rows: readonly Row[]): Promise<void>;
  /** Marks as deleted the children of the parents marked as deleted in the round before. */
  spreadDelete(relation: Relation, effect: number, round: number): Promise<number>;
  /** Takes back the marks that one of the effects made on children of the parents deleted in the round before. */
  unmarkChildren(relation: Relation, effects: readonly number[], round: number): Promise<void>;
  /**
   * The same for the children of the parents deleted in any round, which need not be listed: they are counted, read and
   * deleted by what they reference. Only for children that nothing else reaches and on which nothing depends, once all
   * their parents are marked.
   */
  spreadToLeaves(relation: Relation, effect: number): Promise<number>;
  /**
   * Marks as having `column` set the children, not deleted themselves, of the parents deleted (in any round), or known by
   * another key since the round before. Rows that have the column set already keep that value.
   */
  spreadSet(
    reach: Reach,
    column: string,
    value: AssignedValue,
    effect: number,
    round: number,
  ): Promise<number>;
  /**
   * Marks children as having columns set as `spreadSet` does, of the parents that the event befell in any round; they need
   * not be listed: they are counted, read and written by what they reference. Only for children that nothing else reaches
   * and columns on which nothing depends, once all their parents are marked. Gives the number of rows.
   */
  spreadSetToLeaves(
    reach: Reach,
    assignments: readonly { readonly column: string; readonly value: AssignedValue }[],
    effect: number,
  ): Promise<number>;
  /** Marks the same children as having columns set to given values. Gives the number of rows. */
  spreadGiven(reach: Reach, set: Row, effect: number, round: number): Promise<number>;
  /** Children for which `spreadSet` with the same words found another value set already. */
  contradicted(reach: Reach, column: string, value: AssignedValue, round: number): Promise<FoundRows>;
  /** Children of the parents deleted or known by another key, except those that one of the effects deletes or points elsewhere. */
  referencing(reach: Reach, except: readonly number[]): Promise<FoundRows>;
  /** Children of the parents deleted or known by another key that one of the effects deletes or updates. */
  reachedAgain(reach: Reach, effects: readonly number[]): Promise<FoundRows>;
  /** Surviving children that keep a reference to a key which nothing has in the final state. */
  leftBehind(reach: Reach): Promise<FoundRows>;
  /** Rows inserted or with referencing columns set whose reference finds no parent in the final state. */
  parentMissing(relation: Relation): Promise<FoundRows>;
  /** Rows inserted or with key columns set whose key another row has in the final state. */
  duplicates(table: TableRef, key: Key): Promise<FoundRows>;
  /** Rows inserted or with columns set that the check will not let pass. null: the database cannot tell beforehand. */
  failing(table: TableRef, check: Check): Promise<FoundRows | null>;
  /** Rows that have the column set to NULL. */
  nulled(table: TableRef, column: string): Promise<FoundRows>;
  /** The limit, if marking stopped there because more rows were found; null: all were found. */
  stoppedAt(): number | null;
  /** Number of rows by effect, for one table. */
  counts(table: TableRef): Promise<ReadonlyMap<number, number>>;
  /**
   * The columns that rows of each effect have set, whichever relation set them: a row that several relations reach is in
   * the effect of the first. Empty for effects whose rows are known by their parents alone.
   */
  columnsSet(table: TableRef): Promise<ReadonlyMap<number, readonly string[]>>;
  /** Rows of one effect in the order of their keys; `after` is the key of the last row seen. */
  rows(
    table: TableRef,
    action: 'update' | 'delete',
    effect: number,
    after: Row | null,
    limit: number,
  ): Promise<readonly EffectRow[]>;
  /** At most 20 rows of one effect. */
  sample(table: TableRef, action: 'update' | 'delete', effect: number): Promise<readonly EffectRow[]>;
  /** A text that is the same exactly when the marked rows and values of the table are. */
  fingerprint(table: TableRef): Promise<string>;
  /** What deletes the marked rows of a table; only those of the given effects, or all. */
  writesDelete(table: TableRef, effects: readonly number[] | null): Promise<readonly Write[]>;
  /** What sets the marked columns of a table; only where an effect given set them, or all. */
  writesSet(table: TableRef, effects: readonly number[] | null): Promise<readonly Write[]>;
  writesInsert(table: TableRef, rows: readonly NewRow[]): readonly Write[];
  /**
   * After the writes: how the marked rows of the tables differ from what is there now. `alone`: nothing but the writes acted,
   * so that rows which they deleted or set by reference were counted by them and are not looked for again. Given values are:
   * an engine may cut what does not fit.
   */
  unlike(tables: readonly TableRef[], alone: boolean): Promise<readonly Unlike[]>;
  /** Before the writes: keeps the keys that they take away from parents, as `slippedIn` needs them. */
  keepKeys(reach: Reach): Promise<void>;
  /** After COMMIT: those by which some child references a key that was taken away, and which nothing has. */
  someSlippedIn(reaches: readonly Reach[]): Promise<readonly Reach[]>;
  /** These children. */
  slippedIn(reach: Reach): Promise<FoundRows>;
}

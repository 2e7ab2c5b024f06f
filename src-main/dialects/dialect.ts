import type { AuditFacts } from '../model/audit-facts.ts';
import type { Catalog, Column, ColumnKind, ForeignKey, Table } from '../model/catalog.ts';
import type { ConnectionSettings } from '../model/connection.ts';
import type { DialectInfo } from '../model/dialect-info.ts';
import type { OrphansBack, SuspendForeignKeys } from '../model/keys-off.ts';
import type { Decision, MigrationStep, NewIndex } from '../model/migration.ts';
import type { Statement } from '../model/plan.ts';
import type { Relation, RelationMode } from '../model/relation.ts';
import type { RememberedTable } from '../model/relation-file.ts';
import type { PackedPlace, PackedRows } from '../model/row-images.ts';
import type { ParentEvent } from '../model/row-sets.ts';
import type { Sent, SentAnswers } from '../model/sent.ts';
import type { Simulate } from '../model/simulation.ts';
import type { StatementLog } from '../model/statement-log.ts';
import type { ApplyHooks, ScriptFacts, SwitchWay } from '../model/switch-way.ts';
import type { Timeouts } from '../model/timeouts.ts';
import type { Value } from '../model/value.ts';

/**
 * A database engine: facts as data, statements as text, and a driver. The rest of the program asks it and never
 * compares its id. One folder under `dialects/`, one line in `registry.ts`.
 */
export interface Dialect {
  readonly info: DialectInfo;
  /** Facts for the statements that all SQL engines share (`dialects/sql/`). */
  readonly sql: SqlFacts;
  readonly foreignKeys: ForeignKeyDdl;
  /** What this engine does with its foreign keys, in its own order; the relations come in the order of `position`. */
  readonly simulate: Simulate;
  /** How many tables a chain of cascades may take, the first included; beyond, the engine refuses. null: any number. */
  readonly cascadeDepth: number | null;
  /**
   * Whether a foreign key of this engine may do something else than its actions say even where no order decides, so that
   * what concerns it is always simulated. `events`: what may happen to its parents; none: only its children are written.
   */
  isPeculiar(relation: Relation, parent: Table, events: readonly ParentEvent[]): boolean;
  /** What an audit finds between types and actions of this engine. */
  readonly audit: AuditFacts;
  /** Settings of a connection URL, secrets included; `request.invalid` names what is wrong with it. */
  parseUrl(url: string): ConnectionSettings;
  /** Where it leads, for people and for the name of its relation file: no user, no secret. */
  describe(settings: ConnectionSettings): string;
  /** Opens a database and proves that it answers. `connection.refused`, `auth.failed`, `request.invalid`, `timeout`. */
  connect(settings: ConnectionSettings, options: ConnectOptions): Promise<Database>;
  /** The whole catalog in a handful of set-based queries; never one per table. */
  introspect(session: Session, signal?: AbortSignal): Promise<Catalog>;
  /** The rows of a `Session.pack`, of this or of an earlier version of the program, one after the other. */
  unpack(packed: PackedRows): Iterable<readonly Value[]>;
}

export type ConnectOptions = {
  /** The session itself refuses to write, not only this program. */
  readonly readOnly: boolean;
  /** Absent: the usual ones. */
  readonly timeouts?: Timeouts;
  /** Called once per statement sent, with what the log drawer shows. Never with secrets. */
  readonly onStatement?: (entry: StatementLog) => void;
};

/** An open database: a small pool of sessions. */
export interface Database {
  readonly serverVersion: string;
  /** A session of one's own; hand it back with `release`. Waits for a free one. */
  session(): Promise<Session>;
  /** Closes all sessions, running statements are cancelled. */
  close(): Promise<void>;
}

/** One connection to the database: what temporary tables and transactions belong to. */
export interface Session {
  /**
   * Runs one statement. Placeholders are the engine's own (`?` or `$1`).
   * Rejects with an `AppError`: `cancelled` within a second of the signal, `constraint.violated`, `connection.lost`,
   * `timeout`, `readOnly`, `request.invalid` (the database does not understand the statement, a table is missing, ...).
   */
  run(statement: Statement, signal?: AbortSignal): Promise<ResultSet>;
  /**
   * Runs them one after the other as far as none fails, in as few round trips as the engine allows. Of one that fails the
   * answers tell, and never a rejection.
   */
  runTogether(all: readonly Sent[], signal?: AbortSignal): Promise<SentAnswers>;
  /**
   * Runs one statement that gives rows, inside a transaction, and hands them on as they came from the database, without
   * an object for each: for keeping many of them. `take` is called with some at a time, and should be quick. False: they
   * take more than `limit` bytes, and what was handed on is not all. Rejects like `run`.
   */
  pack(
    statement: Statement,
    limit: number,
    take: (packed: PackedRows) => void,
    signal?: AbortSignal,
  ): Promise<boolean>;
  /** Puts the rows of a `pack` into a temporary table as they came, without an object for each. Rejects like `run`. */
  unpackInto(place: PackedPlace, packed: PackedRows, signal?: AbortSignal): Promise<void>;
  /**
   * Starts a transaction: BEGIN IMMEDIATE on SQLite, else READ COMMITTED, so that what is read after a lock is what is there.
   * Rejects like `run`: SQLite waits here for others that write.
   */
  begin(options?: BeginOptions): Promise<void>;
  commit(): Promise<void>;
  /** Also right where no transaction is open, or the connection is gone. */
  rollback(): Promise<void>;
  /** Back to the pool, rolled back and without temporary tables; a broken session is thrown away. */
  release(): Promise<void>;
}

export type BeginOptions = {
  /** Whatever is done will be taken back: nothing of the user's is locked. */
  readonly forPreview?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** No foreign key does anything, where an engine can put that off before a transaction only. */
  readonly keysOff?: boolean;
  /** Rows are found by their keys rather than by reading tables through, as long as no temporary table says otherwise. */
  readonly byKeys?: boolean;
};

export type ResultSet = {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Rows as arrays in the order of `columns`. */
  readonly rows: readonly (readonly Value[])[];
  /** Rows that an INSERT, UPDATE or DELETE matched (not: changed); 0 for others. */
  readonly affected: number;
};

/** What differs between SQL engines in statements that are otherwise the same. All texts use `?` for parameters. */
export type SqlFacts = {
  /**
   * Tables of this database, by `tableKey`, from which others inherit (PostgreSQL): their statements say ONLY, since a
   * foreign key sees no rows but the table's own. Absent: there are none.
   */
  readonly inherited?: ReadonlySet<string>;
  /** What identifiers are quoted with; doubled inside of them. */
  readonly identifierQuote: '"' | '`';
  /** `$1`, `$2` or `?` for each. */
  readonly placeholders: 'numbered' | 'questionMarks';
  /** Where ORDER BY puts NULL: above all values or below them. */
  readonly nullsSort: 'high' | 'low';
  /** Strings, quoted names and comments, whose signs mean nothing; sticky. A comment that the engine executes is none. */
  readonly opaqueText: RegExp;
  /** How many parameters one statement may carry, at the least. */
  readonly maxParams: number;
  /** `a` and `b` are SQL expressions; true also where both are null. */
  nullSafeEqual(a: string, b: string): string;
  /** A parameter that is to be compared with or stored in the column: `?`, or a cast around it. */
  parameter(column: Column): string;
  /**
   * Statements that create an empty temporary table `name` (already quoted) shaped like the result of `select`,
   * gone with a rollback or when the session is released. `key`: columns (quoted) of its primary key;
   * `index`: columns by which rows are to be found, whatever they hold. Either may be empty.
   */
  createTemporary(
    name: string,
    select: string,
    key: readonly string[],
    index?: readonly string[],
  ): readonly string[];
  dropTemporary(name: string): string;
  /** What ends `byKeys` of a transaction before its first temporary table is joined; null: nothing. */
  readonly beforeJoins: string | null;
  /** What to run after so many rows were put into a temporary table, so that joins with it are planned well; null: nothing. */
  analyzeTemporary(name: string, rows: number): string | null;
  /**
   * An aggregate over rows, independent of their order, of what the expressions spell: text, equal for equal sets.
   * NULL and '' differ. The same value for the same rows in every session.
   */
  setHash(expressions: readonly string[]): string;
  /**
   * The same, cheaper, for expressions that are whole numbers and never NULL. `stored`: those that come from columns of
   * integers, in which SQLite may keep anything else as well.
   */
  integerSetHash(expressions: readonly string[], stored: readonly string[]): string;
  /** Kinds of columns whose values can be spelled out as a derived table and still compare as the column does. */
  readonly spelledKinds: readonly ColumnKind[];
  /** Up to so many rows of a table are spelled out in the statements of a plan instead of being put into a work table. */
  readonly spelledRows: number;
  /** Up to so many rows of a table are written by one list of keys; more by joining the work table that holds them. */
  readonly listedKeys: number;
  /**
   * An aggregate that lists whole numbers in their order, joined by commas, as a text to be put into a statement, where a
   * statement with many parameters is dear; null: it is not, or the engine has none.
   */
  readonly numberList: ((expression: string) => string) | null;
  /** A parameter that takes many values of the column at once, spelled as PostgreSQL spells arrays; null: there is none. */
  readonly arrayParameter: ((column: Column) => string) | null;
  /** Whether a VALUES list in FROM can be given names for its columns, which is planned faster than a long UNION ALL. */
  readonly namesValues: boolean;
  /** Whether an INSERT with `keepExisting` counts only the rows that are new; else those it left alone as well. */
  readonly countsOnlyNew: boolean;
  /** Appended to a SELECT on whose answer an apply depends, where a plain read would see an old snapshot; '' elsewhere. */
  readonly lockCounted: string;
  /** Appended to a SELECT that reads rows which are about to be deleted or re-keyed; '' where the transaction locks all. */
  readonly lockForUpdate: string;
  /** Appended to a SELECT that reads parents which must stay while a child is written; '' as above. */
  readonly lockForShare: string;
  /**
   * How other sessions know that a transaction is not over yet, whatever became of the program that began it: `hold` is sent
   * in it, and `isOver`, for the same mark, gives 1 once it is committed or rolled back and everybody sees that. A mark is
   * up to 64 letters, digits, and signs but quotes. null: there is one writer at a time, so that who writes knows the others to be over.
   */
  readonly transactionMark: { hold(mark: string): string; isOver(mark: string): string } | null;
  /** Whether `Session.pack` can run a `DELETE .. RETURNING`, where it is dear to lock rows before. */
  readonly packsDeleted: boolean;
  /** A condition that is always true and lets a long statement be cancelled; null: the driver needs none. */
  readonly cancelPoint: string | null;
  /** The same for long reads of the table `t`, looked at so rarely that it costs nothing. */
  rareCancelPoint(table: Table): string | null;
  /** Ends an `INSERT INTO table ... SELECT`: rows whose key (of which `column` is one) is there already stay as they are. */
  keepExisting(table: string, column: string): string;
  /**
   * How rows are written that another table names: `from` is `UPDATE t SET .. FROM s WHERE ..` and `DELETE .. IN (SELECT ..)`,
   * `join` is `UPDATE t JOIN s ON .. SET ..` and `DELETE t FROM t JOIN s ON ..`.
   */
  readonly joinedWrites: 'from' | 'join';
  /** What follows `INSERT INTO table` for a row that takes all defaults. */
  readonly insertDefaults: string;
  /** What stands after the columns of an INSERT that gives values to columns the database always numbers itself. */
  readonly overrideIdentity: string;
  /**
   * How the keys that the database made for inserted rows come to be known: from a RETURNING clause, or as numbers that
   * follow each other, by the SQL expressions of the first and of the step between them.
   */
  readonly generatedKeys: 'returning' | { readonly first: string; readonly step: string };
  readonly suspendForeignKeys: SuspendForeignKeys;
  /** How rows without a counterpart are found well even where no index helps; the other way takes minutes on some engines. */
  readonly antiJoin: 'notExists' | 'leftJoin';
  /** A number by which rows `t` sort into the order in which a scan meets them; null: that of the primary key. */
  visitOrder(table: Table): string | null;
  /** Read along, it makes a query meet rows `t` in the order of a write with its condition; null: they lie in that order. */
  readonly foundAsWritten: string | null;
  /** How to ask what the session has written so far, triggers included. */
  readonly writtenRows: WrittenRows;
  /**
   * A statement that gives a number one higher for each transaction that has written and ended, of whatever session, or
   * NULL while others may be under way; null: the engine does not tell.
   */
  readonly endedWriters: string | null;
  /** The expression, a value of the column kept elsewhere, so that it is compared as the column is. */
  comparedAs(expression: string, column: Column): string;
  /** The text of a value of any type, for digests and for `contains`. */
  asText(expression: string): string;
};

/**
 * A statement, and what it tells of the rows that were written, by triggers as well:
 * - `tables`: schema, table, and the numbers of rows inserted, updated and deleted, those by foreign keys included.
 * - `actions`: the numbers of rows that statements and triggers, but no foreign keys, `deleted` and `updated`, by name.
 * - `all`: the number of rows written, by foreign keys as well.
 */
export type WrittenRows = { readonly text: string } & (
  | { readonly tells: 'tables' }
  | { readonly tells: 'all' }
  | { readonly tells: 'actions'; readonly deleted: string; readonly updated: string }
);

/** How foreign keys and their indexes come and go on an engine, the way that hurts least. */
export interface ForeignKeyDdl {
  /** What referenced columns must be: a primary or unique key (in any order), or the leftmost columns of an index. */
  readonly parentKey: 'unique' | 'indexed';
  /** Whether an index that begins with the referencing columns, in their order, is `needed` for a key, or only of use. */
  readonly childIndex: 'needed' | 'ofUse';
  /** Why the engine refuses a foreign key between these two columns, as a sentence; null: it does not. */
  typeRefusal(child: Column, parent: Column): string | null;
  /** What else behaves differently on this engine after a switch to the mode, one sentence each. */
  readonly differences: Readonly<Record<RelationMode, readonly string[]>>;
  /** What the user may choose of how a switch to the mode is made; each has a default. */
  readonly decisions: Readonly<Record<RelationMode, readonly Decision[]>>;
  /** null: this server allows foreign keys; else the sentence that says why not (PlanetScale). */
  unsupported(session: Session): Promise<string | null>;
  /** Steps before all others, such as a backup. */
  prepare(settings: ConnectionSettings, way: SwitchWay): readonly MigrationStep[];
  /** Steps that drop the keys, and what must be remembered to bring them back exactly. */
  drop(
    catalog: Catalog,
    keys: readonly ForeignKey[],
    way?: SwitchWay,
  ): { steps: MigrationStep[]; remembered: RememberedTable[] };
  /** Steps that add the keys in their given order, under their own names where they have one. */
  add(
    catalog: Catalog,
    keys: readonly ForeignKey[],
    remembered: readonly RememberedTable[],
    way?: SwitchWay,
  ): { steps: MigrationStep[] };
  /** Steps that give a foreign key of the catalog other actions; its name, its place in the order and its validity stay. */
  change(catalog: Catalog, key: ForeignKey, changed: ForeignKey): { steps: MigrationStep[] };
  readonly orphansBack: OrphansBack;
  /** A step that creates the index, whose table others go on reading and writing where the engine can do that. */
  createIndex(catalog: Catalog, index: NewIndex): MigrationStep;
  dropIndex(catalog: Catalog, index: NewIndex): MigrationStep;
  /**
   * Runs the steps; calls `onStep` before each, and `onDone` once what it did will stay. What fails within a transaction
   * leaves nothing of that transaction; what was done before stays. Steps that wait for a lock are tried several times.
   * Looks at the checks of the steps, and verifies as it goes whatever the engine does not verify itself.
   */
  apply(database: Database, steps: readonly MigrationStep[], hooks: ApplyHooks): Promise<void>;
  /** How the steps are spelled in a file that a tool of the engine runs. */
  readonly script: ScriptFacts;
}

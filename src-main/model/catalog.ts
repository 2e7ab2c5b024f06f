import type { ReferentialAction } from './relation.ts';

/** A table by name. `schema` is '' where the engine has none (SQLite); in MySQL it is the database. */
export type TableRef = { readonly schema: string; readonly name: string };

/** What a column holds, for alignment and editors; `type` has the engine's own spelling. */
export type ColumnKind =
  | 'integer'
  | 'decimal'
  | 'float'
  | 'text'
  | 'boolean'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'json'
  | 'bytes'
  | 'uuid'
  | 'enum'
  | 'other';

export type Column = {
  readonly name: string;
  /** As the engine spells it, usable in a CAST where the engine allows: `varchar(20)`, `numeric(10,2)`, `int(11) unsigned`. */
  readonly type: string;
  readonly kind: ColumnKind;
  readonly nullable: boolean;
  /** The default as an SQL expression in the engine's own spelling; null: none declared. */
  readonly default: string | null;
  /** How a generated column is kept; null: an ordinary column. Generated columns are never written. */
  readonly generated: 'stored' | 'virtual' | null;
  /** What a generated column comes to, as an SQL expression in the engine's own spelling. Absent: an ordinary column. */
  readonly expression?: string;
  /** Who numbers the rows; null: nobody. `autoIncrement`: MySQL's, SQLite's rowid alias, PostgreSQL's serial. */
  readonly identity: 'always' | 'byDefault' | 'autoIncrement' | null;
  /** Labels in the engine's order; null: no enumeration. */
  readonly enumValues: readonly string[] | null;
  /** Name of the collation where it is not the default of its type; null: the default, or no text. */
  readonly collation: string | null;
  readonly comment: string | null;
};

/** A primary or unique key: columns in key order. `name` is null where the engine gives none. */
export type Key = { readonly name: string | null; readonly columns: readonly string[] };

/** A condition that no row may fail, as an SQL expression in the engine's own spelling. NULL is no failure. */
export type Check = { readonly name: string | null; readonly expression: string };

export type Index = {
  readonly name: string;
  /** In index order; null stands for an expression. */
  readonly columns: readonly (string | null)[];
  readonly unique: boolean;
  /** Covers only some rows (a WHERE clause), so that it proves no uniqueness and serves no foreign key. */
  readonly partial: boolean;
};

export type Table = TableRef & {
  readonly kind: 'table' | 'view' | 'materializedView' | 'virtual' | 'foreign';
  readonly columns: readonly Column[];
  readonly primaryKey: Key | null;
  /** Unique constraints and unique, not partial, indexes on plain columns; the primary key is not repeated here. */
  readonly uniqueKeys: readonly Key[];
  readonly indexes: readonly Index[];
  /** The engine's own estimate; null: it has none. Never a COUNT. */
  readonly rowEstimate: number | null;
  readonly comment: string | null;
  /** SQLite: a hidden integer that identifies each row, by a name no column shadows (`rowid`, `_rowid_`, `oid`); else null. */
  readonly rowId: string | null;
  /** The CREATE text where the engine keeps one (SQLite); else null. */
  readonly definition: string | null;
  /** PostgreSQL: its rows lie in partitions, which are no tables of their own here. Absent: an ordinary table. */
  readonly partitioned?: boolean;
  /** PostgreSQL: other tables inherit from it, whose rows a SELECT of it gives as well. Absent: none do. */
  readonly inherited?: boolean;
  /** Those of the table and of its columns. Absent: none. */
  readonly checks?: readonly Check[];
  /** Triggers or rules of the user's own act when its rows are written. Absent: none do. */
  readonly triggered?: boolean;
};

/** A foreign key as the database knows it, with all that is needed to create the very same one again. */
export type ForeignKey = {
  /** Constraint name; null where it has none (SQLite allows that). */
  readonly name: string | null;
  readonly table: TableRef;
  /** Referencing columns in key order. */
  readonly columns: readonly string[];
  readonly parent: TableRef;
  /** Referenced columns in key order; always spelled out, also where the DDL left them to the primary key. */
  readonly parentColumns: readonly string[];
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  readonly match: 'simple' | 'full' | 'partial';
  readonly deferrable: 'no' | 'initiallyImmediate' | 'initiallyDeferred';
  /** PostgreSQL 15's `SET NULL (columns)` / `SET DEFAULT (columns)`; null: all referencing columns. */
  readonly setColumns: readonly string[] | null;
  /** False: existing rows were never checked (PostgreSQL NOT VALID). */
  readonly validated: boolean;
  /** False: declared, but the database does not enforce it (SQLite with the pragma off, PostgreSQL 18 NOT ENFORCED). */
  readonly enforced: boolean;
  /** Position in the order in which this database fires its keys; only for comparison within one catalog. */
  readonly position: number;
  /** What the database keeps as a remark on it (PostgreSQL's COMMENT ON CONSTRAINT). Absent: nothing. */
  readonly comment?: string;
};

export type Catalog = {
  /** The schemas a user sees, without the system's own; [''] where the engine has none. */
  readonly schemas: readonly string[];
  readonly defaultSchema: string;
  readonly tables: readonly Table[];
  readonly foreignKeys: readonly ForeignKey[];
};

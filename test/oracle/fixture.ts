import type { ReferentialAction } from '../../src-main/model/relation.ts';
import type { Value } from '../../src-main/model/value.ts';

/** Tables with rows and relations that cases start from. Names are those of the case; `prefixed` makes them unique. */
export type Fixture = {
  readonly tables: readonly FixtureTable[];
  readonly relations: readonly FixtureRelation[];
};

export type FixtureTable = {
  readonly name: string;
  /** Column name to its SQL type and constraints. */
  readonly columns: Readonly<Record<string, string>>;
  readonly primaryKey: readonly string[];
  readonly uniques: readonly (readonly string[])[];
  /** In the order of `columns`. */
  readonly rows: readonly (readonly Value[])[];
  /** The columns that a state of the case shows. */
  readonly shown: readonly string[];
};

export type FixtureRelation = {
  readonly child: string;
  readonly columns: readonly string[];
  readonly parent: string;
  readonly parentColumns: readonly string[];
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
};

export const actionSql: Readonly<Record<ReferentialAction, string>> = {
  cascade: 'CASCADE',
  restrict: 'RESTRICT',
  noAction: 'NO ACTION',
  setNull: 'SET NULL',
  setDefault: 'SET DEFAULT',
};

/** A table all of whose columns are shown, with the first as its key. */
export function table(
  name: string,
  columns: Readonly<Record<string, string>>,
  rows: FixtureTable['rows'],
  given: Partial<Pick<FixtureTable, 'primaryKey' | 'uniques' | 'shown'>> = {},
): FixtureTable {
  const names = Object.keys(columns);
  return { name, columns, rows, primaryKey: names.slice(0, 1), uniques: [], shown: names, ...given };
}

/** `relates('C', ['fk'], 'P', ['id'], 'cascade', 'setNull')`. */
export function relates(
  child: string,
  columns: readonly string[],
  parent: string,
  parentColumns: readonly string[],
  onDelete: ReferentialAction,
  onUpdate: ReferentialAction,
): FixtureRelation {
  return { child, columns, parent, parentColumns, onDelete, onUpdate };
}

/** CREATE TABLE and INSERT, parents first as they are listed. `quote` is that of identifiers. */
export function createStatements(
  { tables, relations }: Fixture,
  prefix: string,
  withKeys: boolean,
  quote: string,
): readonly string[] {
  const names = (columns: readonly string[]) => columns.map((column) => quote + column + quote).join(', ');
  return tables.map(({ name, columns, primaryKey, uniques }) => {
    const keys = relations.filter(({ child }) => withKeys && child === name);
    const parts = [
      ...Object.entries(columns).map(([column, type]) => `${quote}${column}${quote} ${type}`),
      `PRIMARY KEY (${names(primaryKey)})`,
      ...uniques.map((unique) => `UNIQUE (${names(unique)})`),
      ...keys.map(
        (key, i) =>
          `CONSTRAINT ${prefix}${name}_${i} FOREIGN KEY (${names(key.columns)}) REFERENCES ${quote}${prefix}${key.parent}${quote} (${names(key.parentColumns)})` +
          ` ON DELETE ${actionSql[key.onDelete]} ON UPDATE ${actionSql[key.onUpdate]}`,
      ),
    ];
    return `CREATE TABLE ${quote}${prefix}${name}${quote} (${parts.join(', ')})`;
  });
}

export function refillStatements(fixture: Fixture, prefix: string, quote: string): readonly string[] {
  const named = (name: string) => `${quote}${prefix}${name}${quote}`;
  return [
    ...fixture.tables.toReversed().map(({ name }) => `DELETE FROM ${named(name)}`),
    ...fixture.tables.flatMap(({ name, rows }) => {
      const tuples = rows.map((row) => `(${row.map(literal).join(', ')})`);
      return rows.length === 0 ? [] : [`INSERT INTO ${named(name)} VALUES ${tuples.join(', ')}`];
    }),
  ];
}

function literal(value: Value): string {
  if (value === null) return 'NULL';
  return typeof value === 'number' ? String(value) : `'${String(value)}'`;
}

import type { Index, Key } from '../../../model/catalog.ts';
import { byTable, type CatalogRow, numberOrNull, required, text } from './rows.ts';

export type IndexPart = {
  readonly table: string;
  readonly index: string;
  readonly unique: boolean;
  readonly place: number;
  /** null: an expression, the beginning of a column, or a column in an index that cannot look up its value. */
  readonly column: string | null;
};

/**
 * In the server's own order, which on MariaDB is that of SHOW CREATE TABLE: foreign keys are added again in it.
 * https://dev.mysql.com/doc/refman/8.4/en/information-schema-statistics-table.html
 */
export const indexesQuery = `
  SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME, SUB_PART, INDEX_TYPE, SEQ_IN_INDEX
  FROM information_schema.STATISTICS
  WHERE TABLE_SCHEMA = DATABASE()`;

export function readIndexPart(row: CatalogRow): IndexPart {
  const whole = numberOrNull(row, 4) === null && !/FULLTEXT|SPATIAL|VECTOR/i.test(required(row, 5));
  return {
    table: required(row, 0),
    index: required(row, 1),
    unique: numberOrNull(row, 2) === 0,
    place: numberOrNull(row, 6) ?? 0,
    column: whole ? text(row, 3) : null,
  };
}

export type TableIndexes = {
  readonly primaryKey: Key | null;
  readonly uniqueKeys: readonly Key[];
  readonly indexes: readonly Index[];
};

export const noIndexes: TableIndexes = { primaryKey: null, uniqueKeys: [], indexes: [] };

export function indexesByTable(parts: readonly IndexPart[]): ReadonlyMap<string, TableIndexes> {
  return new Map([...byTable(parts)].map(([table, own]) => [table, tableIndexes(own)]));
}

function tableIndexes(parts: readonly IndexPart[]): TableIndexes {
  const indexes = [...Map.groupBy(parts, (part) => part.index)].map(
    ([name, columns]): Index => ({
      name,
      columns: columns.toSorted((a, b) => a.place - b.place).map((part) => part.column),
      unique: columns.every((part) => part.unique),
      partial: false,
    }),
  );
  const keys = indexes.flatMap((index): Key[] => {
    const columns = index.columns.filter((column) => column !== null);
    return index.unique && columns.length === index.columns.length ? [{ name: index.name, columns }] : [];
  });
  return {
    primaryKey: keys.find((key) => key.name === 'PRIMARY') ?? null,
    uniqueKeys: keys.filter((key) => key.name !== 'PRIMARY'),
    indexes,
  };
}

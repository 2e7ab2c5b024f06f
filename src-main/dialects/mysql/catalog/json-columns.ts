import { type CatalogRow, required } from './rows.ts';

/**
 * MariaDB's JSON is LONGTEXT with a check that bears the column's name: https://mariadb.com/kb/en/json-data-type/
 */
export const jsonColumnsQuery = `
  SELECT TABLE_NAME, CONSTRAINT_NAME
  FROM information_schema.CHECK_CONSTRAINTS
  WHERE CONSTRAINT_SCHEMA = DATABASE() AND LEVEL = 'Column' AND CHECK_CLAUSE LIKE 'json_valid(%'`;

export function jsonColumnsOf(rows: readonly CatalogRow[]): (table: string, column: string) => boolean {
  const found = new Set(rows.map((row) => JSON.stringify([required(row, 0), required(row, 1)])));
  return (table, column) => found.has(JSON.stringify([table, column]));
}

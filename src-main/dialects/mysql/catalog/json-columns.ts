import { type CatalogRow, required, text } from './rows.ts';

/**
 * MariaDB's JSON is LONGTEXT with a check that bears the column's name: https://mariadb.com/kb/en/json-data-type/
 * `checks`: as `checksQuery` gives them.
 */
export function jsonColumnsOf(checks: readonly CatalogRow[]): (table: string, column: string) => boolean {
  const found = new Set(
    checks
      .filter((row) => text(row, 3) === 'Column' && required(row, 2).startsWith('json_valid('))
      .map((row) => JSON.stringify([required(row, 0), required(row, 1)])),
  );
  return (table, column) => found.has(JSON.stringify([table, column]));
}

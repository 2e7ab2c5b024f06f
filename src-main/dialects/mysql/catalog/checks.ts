import type { Check } from '../../../model/catalog.ts';
import { type CatalogRow, required } from './rows.ts';

/** In MariaDB a check is its table's own; in MySQL its name is known in the whole database, and it may not be enforced. */
export const checksQuery = (isMariaDb: boolean) =>
  isMariaDb
    ? `
  SELECT TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE, LEVEL
  FROM information_schema.CHECK_CONSTRAINTS
  WHERE CONSTRAINT_SCHEMA = DATABASE()
  ORDER BY TABLE_NAME, CONSTRAINT_NAME`
    : `
  SELECT t.TABLE_NAME, c.CONSTRAINT_NAME, c.CHECK_CLAUSE, NULL
  FROM information_schema.CHECK_CONSTRAINTS c
  JOIN information_schema.TABLE_CONSTRAINTS t
    ON t.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME
  WHERE c.CONSTRAINT_SCHEMA = DATABASE() AND t.CONSTRAINT_TYPE = 'CHECK' AND t.ENFORCED = 'YES'
  ORDER BY t.TABLE_NAME, c.CONSTRAINT_NAME`;

/** By the name of their table. */
export function checksOf(
  rows: readonly CatalogRow[],
  isMariaDb: boolean,
): ReadonlyMap<string, readonly Check[]> {
  const groups = Map.groupBy(rows, (row) => required(row, 0));
  return new Map(
    [...groups].map(([table, own]) => [
      table,
      own.map((row) => ({ name: required(row, 1), expression: expressionText(required(row, 2), isMariaDb) })),
    ]),
  );
}

/** MySQL gives its expressions with the quotes of their texts escaped. */
export function expressionText(text: string, isMariaDb: boolean): string {
  return isMariaDb ? text : text.replaceAll("\\'", "'");
}

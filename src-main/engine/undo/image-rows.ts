import type { Table, TableRef } from '../../model/catalog.ts';
import { AppError } from '../../model/error.ts';
import { rowIdentity, sameTable, tableText } from '../../model/identity.ts';
import { type Row, sameValue } from '../../model/value.ts';

/** The table as it is now; `request.invalid` where it is gone. */
export function tableOf(tables: readonly Table[], table: TableRef): Table {
  const found = tables.find((candidate) => sameTable(candidate, table));
  if (found !== undefined) return found;
  throw new AppError('request.invalid', `Table ${tableText(table)} is gone, so that this cannot be undone.`);
}

/** What tells its rows apart; `request.invalid` where nothing does any more. */
export function identityOf(table: Table): readonly string[] {
  const identity = rowIdentity(table);
  if (identity !== null) return identity;
  throw new AppError(
    'request.invalid',
    `Table ${tableText(table)} has no key any more that tells its rows apart, so that this cannot be undone.`,
  );
}

/** Some columns of a row. */
export function pick(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
}

/** The columns in which a row was changed. */
export function differentColumns(before: Row, after: Row): readonly string[] {
  return Object.keys(before).filter((name) => !sameValue(before[name] ?? null, after[name] ?? null));
}

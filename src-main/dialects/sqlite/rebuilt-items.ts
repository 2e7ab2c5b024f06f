import type { ForeignKey, Table } from '../../model/catalog.ts';
import { AppError } from '../../model/error.ts';
import { foreignKeyText } from './foreign-key-text.ts';
import { quoteName } from './names.ts';
import { tokenize } from './tokens.ts';

/** What a table may say that its catalog does not tell; as a word anywhere, comments and strings included. */
const untold = /\b(?:check|collate|generated|as|conflict|strict|without|desc|constraint|deferrable)\b/i;

/**
 * The columns and constraints of a table from what SQLite tells of it, for a text that is not understood.
 * `dialect.unsupported` where the text may hold more than that.
 */
export function rebuiltItems(table: Table, keys: readonly ForeignKey[]): string {
  const word = untold.exec(table.definition ?? '')?.[0];
  if (word !== undefined) {
    throw new AppError(
      'dialect.unsupported',
      `The definition of ${table.name} is not understood, and since it says "${word}", it cannot be written anew without loss.`,
      { hint: 'Change the foreign keys of this table by hand.' },
    );
  }
  const list = (columns: readonly string[]) => `(${columns.map(quoteName).join(', ')})`;
  const alias = table.columns.find(({ identity }) => identity !== null);
  const counts = tokenize(table.definition ?? '').some(({ keyword }) => keyword === 'AUTOINCREMENT');
  const numbering = counts ? 'PRIMARY KEY AUTOINCREMENT' : 'PRIMARY KEY';
  const columns = table.columns.map((column) =>
    [
      quoteName(column.name),
      column.type,
      column === alias ? numbering : '',
      column.nullable || column === alias ? '' : 'NOT NULL',
      column.default === null ? '' : `DEFAULT (${column.default})`,
    ]
      .filter((part) => part !== '')
      .join(' '),
  );
  const { primaryKey } = table;
  return [
    ...columns,
    ...(primaryKey === null || alias !== undefined ? [] : [`PRIMARY KEY ${list(primaryKey.columns)}`]),
    ...table.uniqueKeys.filter(({ name }) => name === null).map((key) => `UNIQUE ${list(key.columns)}`),
    ...keys.map(foreignKeyText),
  ].join(', ');
}

import type { Column, ColumnKind } from '../../../model/catalog.ts';
import { expressionText } from './checks.ts';
import { columnDefault } from './column-default.ts';
import { enumValues } from './enum-values.ts';
import { type CatalogRow, required, text } from './rows.ts';

export type ColumnRow = { readonly table: string; readonly column: Column };

/** https://dev.mysql.com/doc/refman/8.4/en/information-schema-columns-table.html */
export const columnsQuery = `
  SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, DATA_TYPE, IS_NULLABLE, COLUMN_DEFAULT, EXTRA, COLLATION_NAME,
    COLUMN_COMMENT, GENERATION_EXPRESSION
  FROM information_schema.COLUMNS
  WHERE TABLE_SCHEMA = DATABASE()
  ORDER BY TABLE_NAME, ORDINAL_POSITION`;

/** The collation is the column's own; whether it differs from its table's is seen by whoever knows the table. */
export function readColumn(row: CatalogRow, isMariaDb: boolean): ColumnRow {
  const type = required(row, 2);
  const base = required(row, 3).toLowerCase();
  const extra = text(row, 6) ?? '';
  const generated = (text(row, 9) ?? '') !== '';
  const comment = text(row, 8);
  return {
    table: required(row, 0),
    column: {
      name: required(row, 1),
      type,
      kind: kinds[base] ?? 'other',
      nullable: required(row, 4) === 'YES',
      default: generated ? null : columnDefault({ text: text(row, 5), extra, base, isMariaDb }),
      generated: !generated ? null : /STORED|PERSISTENT/i.test(extra) ? 'stored' : 'virtual',
      ...(generated ? { expression: expressionText(required(row, 9), isMariaDb) } : {}),
      identity: /auto_increment/i.test(extra) ? 'autoIncrement' : null,
      enumValues: base === 'enum' ? enumValues(type) : null,
      collation: text(row, 7),
      comment: comment === '' ? null : comment,
    },
  };
}

const kinds: Readonly<Record<string, ColumnKind>> = {
  tinyint: 'integer',
  smallint: 'integer',
  mediumint: 'integer',
  int: 'integer',
  bigint: 'integer',
  decimal: 'decimal',
  float: 'float',
  double: 'float',
  char: 'text',
  varchar: 'text',
  tinytext: 'text',
  text: 'text',
  mediumtext: 'text',
  longtext: 'text',
  set: 'text',
  enum: 'enum',
  date: 'date',
  year: 'date',
  time: 'time',
  datetime: 'timestamp',
  timestamp: 'timestamp',
  json: 'json',
  uuid: 'uuid',
  bit: 'bytes',
  binary: 'bytes',
  varbinary: 'bytes',
  tinyblob: 'bytes',
  blob: 'bytes',
  mediumblob: 'bytes',
  longblob: 'bytes',
};

import type { Table } from '../../../model/catalog.ts';
import { type CatalogRow, numberOrNull, required, text } from './rows.ts';

export type TableRow = {
  readonly name: string;
  readonly kind: Table['kind'];
  readonly rowEstimate: number | null;
  readonly collation: string | null;
  readonly comment: string | null;
  readonly triggered: boolean;
};

/** MariaDB lists its sequences among the tables. https://mariadb.com/kb/en/information-schema-tables-table/ */
export const tablesQuery = `
  SELECT TABLE_NAME, TABLE_TYPE, TABLE_ROWS, TABLE_COLLATION, TABLE_COMMENT, own.EVENT_OBJECT_TABLE
  FROM information_schema.TABLES
  LEFT JOIN (
    SELECT DISTINCT EVENT_OBJECT_TABLE FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE()
  ) own ON own.EVENT_OBJECT_TABLE = TABLE_NAME
  WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE <> 'SEQUENCE'
  ORDER BY TABLE_NAME`;

export function readTable(row: CatalogRow): TableRow {
  const isView = /VIEW/.test(required(row, 1));
  const comment = text(row, 4);
  return {
    name: required(row, 0),
    kind: isView ? 'view' : 'table',
    rowEstimate: isView ? null : numberOrNull(row, 2),
    collation: text(row, 3),
    // A view's comment is the word VIEW.
    comment: isView || comment === '' ? null : comment,
    triggered: text(row, 5) !== null,
  };
}

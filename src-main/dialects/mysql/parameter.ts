import type { Column } from '../../model/catalog.ts';

/**
 * Literals of numbers, decimals, dates and bytes are compared exactly and by the column's index as they are. What
 * remains is to keep a value of another type from deciding how the column is compared:
 * https://dev.mysql.com/doc/refman/8.4/en/type-conversion.html
 */
export function parameter(column: Column): string {
  // A number compared with text turns every text into a DOUBLE ('5abc' = 5, no index), and with an ENUM means its
  // ordinal. CONCAT makes a text of it that, unlike CAST's, leaves the collation to the column.
  if (column.kind === 'text' || column.kind === 'enum' || /^set\b/i.test(column.type)) return 'CONCAT(?)';
  // Bytes in an IN list are compared as text; a BIT column counts.
  if (/^bit\b/i.test(column.type)) return 'CAST(CONV(HEX(?), 16, 10) AS UNSIGNED)';
  // MySQL's own JSON type; a text compared with it would be a JSON string. MariaDB's is spelled longtext.
  if (/^json$/i.test(column.type)) return 'CAST(? AS JSON)';
  return '?';
}

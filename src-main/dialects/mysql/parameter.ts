import type { Column } from '../../model/catalog.ts';

/**
 * Literals of numbers, decimals, dates and bytes are compared exactly and by the column's index as they are. What
 * remains is to keep a value of another type from deciding how the column is compared:
 * https://dev.mysql.com/doc/refman/8.4/en/type-conversion.html
 */
export function parameter(column: Column): string {
  // A number in a SET means its bits. CONCAT makes a text of it that, unlike CAST's, leaves the collation to the column.
  if (/^set\b/i.test(column.type)) return 'CONCAT(?)';
  // Bytes in an IN list are compared as text; a BIT column counts.
  if (/^bit\b/i.test(column.type)) return 'CAST(CONV(HEX(?), 16, 10) AS UNSIGNED)';
  // MySQL's own JSON type; a text compared with it would be a JSON string. MariaDB's is spelled longtext.
  if (/^json$/i.test(column.type)) return 'CAST(? AS JSON)';
  return '?';
}

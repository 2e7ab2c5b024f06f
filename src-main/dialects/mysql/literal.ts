import { AppError } from '../../model/error.ts';
import { isTagged, type Value, valueText } from '../../model/value.ts';

/**
 * A value as an SQL literal. Literals, not prepared statements: a prepared number travels as a DOUBLE, which rounds
 * and is refused in LIMIT, and many statements (LOCK TABLES, KILL, ...) cannot be prepared at all; a literal is exact,
 * is one round trip, and is compared under the column's collation. Safe whatever sql_mode and character set the
 * session is in: a quoted text holds nothing but printable ASCII without quote and backslash, all else is hexadecimal.
 */
export function literal(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : refuse(value, 'number');
  if (!isTagged(value)) return textLiteral(value);
  switch (value.type) {
    case 'integer':
      return /^-?\d+$/.test(value.text) ? value.text : refuse(value, 'integer');
    case 'decimal':
      return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value.text) ? value.text : refuse(value, 'decimal');
    case 'bytes':
      return /^([0-9a-f]{2})*$/i.test(value.text) ? `X'${value.text}'` : refuse(value, 'hexadecimal');
    default:
      return textLiteral(value.text);
  }
}

function textLiteral(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && !/['\\]/.test(text)) return `'${text}'`;
  return `_utf8mb4 X'${Buffer.from(text, 'utf8').toString('hex')}'`;
}

function refuse(value: Value, kind: string): never {
  throw new AppError('request.invalid', `${valueText(value)} is not a ${kind} value.`);
}

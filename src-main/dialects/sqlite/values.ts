import { AppError } from '../../model/error.ts';
import { integerValue, isTagged, type Value } from '../../model/value.ts';

/** What better-sqlite3 reads and binds, with integers as bigint. */
export type SqliteValue = null | bigint | number | string | Uint8Array;

const minInteger = -(2n ** 63n);
const maxInteger = 2n ** 63n - 1n;

export function fromSqlite(value: SqliteValue): Value {
  if (typeof value === 'bigint') return integerValue(value);
  if (typeof value === 'number')
    return Number.isFinite(value) ? value : { type: 'other', text: String(value) };
  if (value instanceof Uint8Array) return { type: 'bytes', text: Buffer.from(value).toString('hex') };
  return value;
}

/** The same for a column of this declared type, which may hold 1.0 and 1 as well: JSON would not tell them apart. */
export function fromColumn(value: SqliteValue, type: string): Value {
  if (typeof value !== 'number' || isReal(type) || !Number.isSafeInteger(value)) return fromSqlite(value);
  return { type: 'decimal', text: `${Object.is(value, -0) ? '-' : ''}${value}.0` };
}

/** https://www.sqlite.org/datatype3.html#determination_of_column_affinity */
export function isReal(type: string): boolean {
  return /real|floa|doub/i.test(type) && !/int|char|clob|text|blob/i.test(type);
}

export function toSqlite(value: Value): SqliteValue {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  // A double would be stored as 1.0 in a column without a type.
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (!isTagged(value)) return value;
  switch (value.type) {
    case 'integer':
      return integer(value.text);
    case 'bytes':
      return bytes(value.text);
    case 'decimal':
      return isWholeReal(value.text) ? Number(value.text) : value.text;
    case 'other':
      return /^-?Infinity$/.test(value.text) ? Number(value.text) : value.text;
    default:
      return value.text;
  }
}

/** As `fromColumn` spells it. */
function isWholeReal(text: string): boolean {
  return /^-?\d+\.0$/.test(text) && Number.isSafeInteger(Number(text));
}

function integer(text: string): bigint {
  if (!/^-?\d+$/.test(text)) throw new AppError('request.invalid', `"${text}" is no integer.`);
  const value = BigInt(text);
  if (value < minInteger || value > maxInteger) {
    throw new AppError('request.invalid', `${text} does not fit into SQLite's 64 bit integer.`, {
      hint: 'Give it as text to store it as a floating point number or as text.',
    });
  }
  return value;
}

function bytes(text: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2})*$/i.test(text)) {
    throw new AppError('request.invalid', `"${text}" are no bytes in hexadecimal.`);
  }
  return Buffer.from(text, 'hex');
}

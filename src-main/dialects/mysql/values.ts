import { integerValue, type Value } from '../../model/value.ts';

/** What the protocol tells of a column of a result, as far as it decides how a value is read. */
export type WireColumn = {
  readonly columnType: number;
  readonly flags: number;
  /** 63: binary. */
  readonly characterSet: number;
  /** Digits after the point; from 31 on: not fixed. */
  readonly decimals: number;
  /** MariaDB 10.5 and newer: `json`, though it travels as text. */
  readonly extendedFormat?: string | undefined;
  /** MariaDB 10.5 and newer: `uuid`, `inet6`, `point`, ... */
  readonly extendedTypeName?: string | undefined;
};

/** https://dev.mysql.com/doc/dev/mysql-server/latest/field__types_8h.html */
export const wireTypes = {
  float: 0x04,
  double: 0x05,
  null: 0x06,
  bit: 0x10,
  json: 0xf5,
  vector: 0xf2,
  geometry: 0xff,
} as const;

const integers = new Set([0x01, 0x02, 0x03, 0x08, 0x09]);
const decimals = new Set([0x00, 0xf6]);
const times = new Set([0x07, 0x0a, 0x0b, 0x0c, 0x0e]);
const fractions = new Set([0x07, 0x0b, 0x0c]);
const year = 0x0d;
export const binaryCharset = 63;

/** The value that the server spelled as these bytes. */
export function decode(bytes: Buffer | null, column: WireColumn): Value {
  if (bytes === null) return null;
  const type = column.columnType;
  if (integers.has(type)) return integer(bytes.toString('latin1'));
  if (type === wireTypes.float || type === wireTypes.double) return Number(bytes.toString('latin1'));
  if (decimals.has(type)) return { type: 'decimal', text: bytes.toString('latin1') };
  if (type === year) return { type: 'timestamp', text: bytes.toString('latin1').padStart(4, '0') };
  if (times.has(type)) return { type: 'timestamp', text: withFraction(bytes.toString('latin1'), column) };
  if (type === wireTypes.json || column.extendedFormat === 'json')
    return { type: 'json', text: bytes.toString('utf8') };
  if (type === wireTypes.bit || type === wireTypes.geometry || type === wireTypes.vector)
    return { type: 'bytes', text: bytes.toString('hex') };
  if (column.characterSet === binaryCharset) return { type: 'bytes', text: bytes.toString('hex') };
  return bytes.toString('utf8');
}

/** Fifteen digits always fit into a double, and need no BigInt. */
function integer(text: string): Value {
  return text.length <= 15 ? Number(text) : integerValue(BigInt(text));
}

/** The binary protocol leaves out fractions that are zero; the column's own spelling has all its digits. */
function withFraction(text: string, column: WireColumn): string {
  if (!fractions.has(column.columnType) || column.decimals === 0 || column.decimals > 6) return text;
  const [whole = '', fraction = ''] = text.split('.');
  return `${whole}.${fraction.padEnd(column.decimals, '0')}`;
}

import { integerValue, type TaggedValue, type Value } from '../../model/value.ts';

/** What the text on the wire becomes. */
export type Reader = (text: string) => Value;

const tagged =
  (type: TaggedValue['type']): Reader =>
  (text) => ({ type, text });

export const readText: Reader = (text) => text;
export const readOther: Reader = tagged('other');

const readFloat: Reader = (text) => {
  const number = Number(text);
  return Number.isFinite(number) && !Object.is(number, -0) ? number : readOther(text);
};
const readNumeric: Reader = (text) => (/^-?[\d.]+$/.test(text) ? { type: 'decimal', text } : readOther(text));
const readInteger: Reader = (text) => integerValue(BigInt(text));
const readTime = tagged('timestamp');
const readJson = tagged('json');

/**
 * By type OID, which are the same on every server for the built-in types. Enumerations and what extensions bring are
 * told apart by `TypeNames`. https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat
 */
const readers = new Map<number, Reader>([
  [16, (text) => text === 't'],
  [20, readInteger],
  [21, Number],
  [23, Number],
  [26, readInteger],
  [700, readFloat],
  [701, readFloat],
  [1700, readNumeric],
  [17, (text) => ({ type: 'bytes', text: text.slice(2) })],
  [114, readJson],
  [3802, readJson],
  [1082, readTime],
  [1083, readTime],
  [1114, readTime],
  [1184, readTime],
  [1266, readTime],
  [18, readText],
  [19, readText],
  [25, readText],
  [1042, readText],
  [1043, readText],
  [2950, readText],
]);

/** `isText`: of a type that is not built in, that it is an enumeration or a kind of text. */
export function readerOf(oid: number, isText: boolean): Reader {
  return readers.get(oid) ?? (isText ? readText : readOther);
}

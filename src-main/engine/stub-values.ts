import type { Column } from '../model/catalog.ts';
import { integerValue, type Value, valueText } from '../model/value.ts';

/** What a value of a new row is made from. */
type Place = {
  /** From 0. */
  readonly number: number;
  /** The key of the new row. */
  readonly key: readonly Value[];
};

/** Makes a value for each row; a text instead says why not. */
export type Making = ((place: Place) => Value) | string;

const day = 24 * 60 * 60 * 1000;

/** Whether as many different values as rows can be made up for the column. */
export function canDiffer({ kind }: Column): boolean {
  return !['boolean', 'enum', 'json', 'other'].includes(kind);
}

/**
 * Values that only stand in for something: 0, `missing`, 1970. `distinct`: no two rows of `count` get the same one;
 * `highest`: the highest value that the column has so far, where it holds numbers; null: none.
 */
export function makeValues(column: Column, distinct: boolean, count: number, highest: bigint | null): Making {
  const several = distinct && count > 1;
  if (several && !canDiffer(column))
    return `its type ${column.type} has too few different values to choose from`;
  switch (column.kind) {
    case 'integer':
    case 'decimal':
    case 'float':
      return numbers(column, distinct, count, highest);
    case 'text':
      return texts(column, distinct);
    case 'uuid':
      return ({ key }) => `00000000-0000-4000-8000-${distinct ? spread(keyText(key)) : '0'.repeat(12)}`;
    case 'bytes':
      return bytes(column, distinct);
    case 'boolean':
      return () => false;
    case 'enum':
      return column.enumValues?.[0] === undefined ? unknown(column) : () => column.enumValues?.[0] ?? null;
    case 'json':
      return () => ({ type: 'json', text: '{}' });
    case 'date':
      return ({ number }) => timestamp(new Date(distinct ? number * day : 0).toISOString().slice(0, 10));
    case 'timestamp':
      // A day later: in some zone the first one is not there yet.
      return ({ number }) =>
        timestamp(
          new Date(day + (distinct ? number * 1000 : 0)).toISOString().slice(0, 19).replace('T', ' '),
        );
    case 'time':
      if (several && count > day / 1000) return 'a day does not have that many seconds';
      return ({ number }) => timestamp(new Date(distinct ? number * 1000 : 0).toISOString().slice(11, 19));
    case 'other':
      return unknown(column);
  }
}

function unknown({ type }: Column): string {
  return `nobody knows what a value of type ${type} looks like`;
}

/** The widest whole numbers by the names of their types. https://dev.mysql.com/doc/refman/8.4/en/integer-types.html */
const bits: readonly (readonly [RegExp, number])[] = [
  [/^tinyint/i, 8],
  [/^smallint/i, 16],
  [/^mediumint/i, 24],
  [/^int(eger)?\b/i, 32],
];

function numbers(column: Column, distinct: boolean, count: number, highest: bigint | null): Making {
  if (!distinct) return () => 0;
  const first = highest === null || highest < 0n ? 1n : highest + 1n;
  const last = first + BigInt(count - 1);
  if (last > limitOf(column))
    return `${column.type} has no ${count} numbers above ${highest ?? 0}, the highest so far`;
  return ({ number }) => integerValue(first + BigInt(number));
}

function limitOf({ type, kind }: Column): bigint {
  if (kind === 'float') return 2n ** 24n;
  const [, digits, scale = '0'] = /^(?:numeric|decimal)\((\d+)(?:,\s*(\d+))?\)/i.exec(type) ?? [];
  if (digits !== undefined) return 10n ** BigInt(Math.max(0, Number(digits) - Number(scale))) - 1n;
  const [, wide = 64] = bits.find(([name]) => name.test(type)) ?? [];
  return 2n ** BigInt(/unsigned/i.test(type) ? wide : wide - 1) - 1n;
}

/** The key tells rows apart, and whoever meets such a row why it is there; where it does not fit, a number does. */
function texts({ type }: Column, distinct: boolean): (place: Place) => string {
  const room = Number(/\((\d+)\)/.exec(type)?.[1] ?? 255);
  if (!distinct) return () => 'missing'.slice(0, room);
  return ({ number, key }) => {
    const full = `missing ${keyText(key)}`;
    return full.length <= room ? full : `~${number.toString(36)}`.slice(-room);
  };
}

function bytes(column: Column, distinct: boolean): Making {
  if (!distinct) return () => ({ type: 'bytes', text: '' });
  const text = texts(column, true);
  const hex = (byte: number) => byte.toString(16).padStart(2, '0');
  return (place) => ({
    type: 'bytes',
    text: Array.from(new TextEncoder().encode(text(place)), hex).join(''),
  });
}

/** Twelve hexadecimal digits that differ for different texts, but for a coincidence (FNV-1a, 48 of 64 bits). */
function spread(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return (hash >> 16n).toString(16).padStart(12, '0');
}

function keyText(key: readonly Value[]): string {
  return key.map(valueText).join(' ');
}

function timestamp(text: string): Value {
  return { type: 'timestamp', text };
}

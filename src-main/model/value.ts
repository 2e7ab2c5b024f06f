/**
 * A value of a database as JSON holds it without loss. What JSON cannot hold exactly is tagged and spelled as text:
 * - `integer`: outside the safe range of a double, decimal digits.
 * - `decimal`: as the database spells it, trailing zeros included.
 * - `timestamp`: dates, times and timestamps as the database spells them, zone and microseconds included.
 * - `bytes`: lower-case hexadecimal, no prefix.
 * - `json`: the text of the document.
 * - `other`: anything else (intervals, ranges, arrays, NaN, ...), as the database spells it.
 * In this order: where `boolean` comes before `string`, a component that takes a value as a property is given `true` for ''.
 */
export type Value = null | string | number | boolean | TaggedValue;

export type TaggedValue = {
  readonly type: 'integer' | 'decimal' | 'timestamp' | 'bytes' | 'json' | 'other';
  readonly text: string;
};

/** Column name to value. A column that is not named was not given (an insert takes its default). */
export type Row = Readonly<Record<string, Value>>;

export function isTagged(value: Value): value is TaggedValue {
  return typeof value === 'object' && value !== null;
}

/** The value as text for people and for error messages; NULL is spelled `NULL`. Not for SQL. */
export function valueText(value: Value): string {
  if (value === null) return 'NULL';
  if (isTagged(value)) return value.type === 'bytes' ? `0x${value.text}` : value.text;
  return String(value);
}

/** A count or another small number, however its driver gives it. Absent: 0. */
export function valueNumber(value: Value | undefined): number {
  return Number(valueText(value ?? 0));
}

/** Whether two values are the same by spelling. The database's own equality (collation, scale) may be wider. */
export function sameValue(a: Value, b: Value): boolean {
  if (isTagged(a) && isTagged(b)) return a.type === b.type && a.text === b.text;
  return a === b;
}

/** An integer as a number where a double holds it exactly, else tagged. */
export function integerValue(value: bigint): Value {
  const small = value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
  return small ? Number(value) : { type: 'integer', text: value.toString() };
}

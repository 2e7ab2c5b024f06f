import { expect, test } from 'vitest';
import { castType } from '../../../src-main/dialects/postgresql/cast-type.ts';

test.each([
  ['integer', 'integer'],
  ['character varying(20)', 'character varying'],
  ['character varying(20)[]', 'character varying[]'],
  ['character(5)', 'bpchar'],
  ['character(5)[]', 'bpchar[]'],
  ['"char"', '"char"'],
  ['numeric(10,2)', 'numeric'],
  ['bit(3)', 'bit varying'],
  ['bit varying(3)', 'bit varying'],
  ['timestamp(3) with time zone', 'timestamp with time zone'],
  ['interval day to second(3)', 'interval'],
  ['interval(3)', 'interval'],
  ['"Odd (type)"', '"Odd (type)"'],
  ['"a ""(b)"""."c"[]', '"a ""(b)"""."c"[]'],
  ['geometry(Point,4326)', 'geometry'],
])('a parameter for %s is cast to %s', (type, cast) => {
  expect(castType(type)).toBe(cast);
});

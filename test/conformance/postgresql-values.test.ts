import { afterAll, beforeAll, expect, test } from 'vitest';
import { facts } from '../../src-main/dialects/postgresql/facts.ts';
import { postgresql } from '../../src-main/dialects/postgresql/index.ts';
import type { Column } from '../../src-main/model/catalog.ts';
import type { TaggedValue, Value } from '../../src-main/model/value.ts';
import { type OpenPostgresql, openPostgresql } from '../support/open-postgresql.ts';

let open: OpenPostgresql;
let columns: readonly Column[];

const tagged =
  (type: TaggedValue['type']) =>
  (text: string): TaggedValue => ({ type, text });
const time = tagged('timestamp');
const json = tagged('json');
const other = tagged('other');
const decimal = tagged('decimal');
const bytes = tagged('bytes');

/** Type and value; each comes out of the database as it went in. */
const samples: readonly (readonly [string, Value])[] = [
  ['boolean', true],
  ['boolean', false],
  ['smallint', -32768],
  ['integer', 2147483647],
  ['bigint', 9007199254740991],
  ['bigint', { type: 'integer', text: '9223372036854775807' }],
  ['bigint', { type: 'integer', text: '-9223372036854775808' }],
  ['numeric', decimal('12345678901234567890.123456789012345678900')],
  ['numeric(10,2)', decimal('7.50')],
  ['numeric', other('NaN')],
  ['real', 0.1],
  ['double precision', 0.1],
  ['double precision', 1.7976931348623157e308],
  ['double precision', other('NaN')],
  ['double precision', other('-Infinity')],
  ['double precision', other('-0')],
  ['money', other('$1.00')],
  ['text', ''],
  ['text', `it's "quoted" \\ $1 ? :x \n ✓ 𝄞`],
  ['character varying(3)', 'abc'],
  ['character(5)', 'ab   '],
  ['"char"', 'x'],
  ['name', 'n'],
  ['uuid', '0198c5a2-7a66-7cc0-8f3e-1b2d3c4d5e6f'],
  ['date', time('2024-02-29')],
  ['date', time('0044-03-15 BC')],
  ['date', time('infinity')],
  ['time without time zone', time('23:59:59.999999')],
  ['time with time zone', time('12:00:00+05:30')],
  ['timestamp without time zone', time('2024-02-29 12:34:56.123456')],
  ['timestamp(0) with time zone', time('2024-02-29 12:34:56+00')],
  ['interval', other('1 year 2 mons 3 days 04:05:06.789')],
  ['bytea', bytes('00ff5c27')],
  ['bytea', bytes('')],
  ['json', json('{"b": 1,  "a": [1.0, null]}')],
  ['jsonb', json('{"a": [1.0, null], "b": 1}')],
  ['integer[]', other('{1,NULL,3}')],
  ['character varying(3)[]', other('{a,"b c"}')],
  ['character(2)[]', other('{"a ",bb}')],
  ['int4range', other('[1,5)')],
  ['inet', other('10.0.0.1')],
  ['point', other('(1,2)')],
  ['xml', other('<a>b</a>')],
  ['bit(3)', other('101')],
  ['bit varying(5)', other('1')],
  ['mood', 'so so'],
  ['"Odd (type)"', 'a,b'],
  ['mood[]', other('{"so so",glad}')],
  ['short', 'abc'],
  ['positive', 5],
  ['pair', other('(1,"a b")')],
  ['text', null],
];

beforeAll(async () => {
  open = await openPostgresql();
  await open.run(`CREATE TYPE mood AS ENUM ('so so', 'glad')`);
  await open.run(`CREATE TYPE "Odd (type)" AS ENUM ('a,b')`);
  await open.run('CREATE DOMAIN short AS varchar(3)');
  await open.run('CREATE DOMAIN positive AS integer CHECK (VALUE > 0)');
  await open.run('CREATE TYPE pair AS (a int, b text)');
  await open.run('SET TimeZone TO UTC');
  const list = samples.map(([type], at) => `c${at} ${type}`);
  await open.run(`CREATE TABLE sample (${list.join(', ')})`);
  columns = (await postgresql.introspect(open.session)).tables[0]?.columns ?? [];
});
afterAll(() => open.close());

test('every value comes out as it went in', async () => {
  const places = columns.map((column, at) => facts.parameter(column).replace('?', `$${at + 1}`));
  await open.run(
    `INSERT INTO sample VALUES (${places.join(', ')})`,
    samples.map(([, value]) => value),
  );
  const { rows, columns: named } = await open.run('SELECT * FROM sample');
  expect(rows[0]).toEqual(samples.map(([, value]) => value));
  expect(named.map((column) => column.type)).toEqual(
    // A result tells the base type of a domain: https://www.postgresql.org/docs/current/protocol-message-formats.html
    columns.map(({ type }) => ({ short: 'character varying(3)', positive: 'integer' })[type] ?? type),
  );
});

test('every value that can be compared is found by itself', async () => {
  const found: Record<string, unknown> = {};
  for (const [at, column] of columns.entries()) {
    const value = samples[at]?.[1] ?? null;
    if (['json', 'xml', 'point'].includes(column.type)) continue;
    const condition = facts.nullSafeEqual(`"${column.name}"`, facts.parameter(column).replace('?', '$1'));
    const { rows } = await open.run(`SELECT count(*) FROM sample WHERE ${condition}`, [value]);
    if (rows[0]?.[0] !== 1) found[column.type] = rows;
  }
  expect(found).toEqual({});
});

test('a text that is too long finds no row and is not cut off when it is stored', async () => {
  const of = (type: string) => columns.find((column) => column.type === type) ?? expect.fail(type);
  for (const type of ['character varying(3)', 'character(5)', 'short', 'bit(3)']) {
    const column = of(type);
    const value = type === 'bit(3)' ? '10111111' : 'abcdefgh';
    const parameter = facts.parameter(column).replace('?', '$1');
    await expect(
      open.run(`INSERT INTO sample (${column.name}) VALUES (${parameter})`, [value]),
    ).rejects.toMatchObject({ code: 'request.invalid' });
    if (type === 'short') continue;
    const { rows } = await open.run(`SELECT count(*) FROM sample WHERE ${column.name} = ${parameter}`, [
      value,
    ]);
    expect(rows).toEqual([[0]]);
  }
});

test('column names of a result may repeat', async () => {
  expect((await open.run('SELECT 1 AS a, 2 AS a')).rows).toEqual([[1, 2]]);
});

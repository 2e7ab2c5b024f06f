import { quoted } from '../../src-main/dialects/sql/statement.ts';
import type { TestEngine } from './engines.ts';

export type Sample = {
  readonly columns: string;
  readonly rows: readonly string[];
  /** The columns that the rows fill: those to be set to NULL, and others. */
  readonly set: readonly string[];
  readonly kept: readonly string[];
  /** Statements that must come before. */
  readonly before?: readonly string[];
};

/** One table of many types for each engine: what its rows hold is hard to spell exactly. */
export const samples: Readonly<Record<string, Sample>> = {
  sqlite: {
    columns: `a INTEGER, b REAL, c TEXT COLLATE NOCASE, d BLOB, e NUMERIC, g, "h ""q"" ?" TEXT, i INTEGER GENERATED ALWAYS AS (a + 1) STORED`,
    rows: [
      `9223372036854775807, 0.1, 'it''s ? $1', x'00ff', 12.5, 'text', 'q'`,
      `-5, -1e308, '', x'', 3, x'41', NULL`,
      `NULL, NULL, NULL, NULL, NULL, NULL, NULL`,
      `1, 9e999, char(0) || 'nul', zeroblob(300), '007x', 5, '\ud83d\ude00'`,
      `1, 1.0, '1.0', 1.0, 1.0, 1.0, '-0'`,
      `'text', -0.0, 5, '1', 1.5, CAST('-0.0' AS REAL), 'x'`,
      `1.5, 'text', x'ff', 5, x'31', '1', x'00'`,
      `x'01', 1e15, ' ', -0.0, '1e400', 9007199254740991.0, ''`,
      `-9223372036854775808, 4.9e-324, 'A', 9223372036854775807, 9007199254740993, 9007199254740993, 'a '`,
    ],
    set: ['a', 'b', 'c', 'd', 'e', 'g', 'h "q" ?'],
    kept: [],
  },
  postgresql: {
    columns: `a bigint, b double precision, c varchar(20), d bytea, e numeric(30, 10), f timestamptz, g jsonb, h json, i uuid,
      j int[], k interval, l char(5), m date, n boolean, o real, p int4range, q inet, r text COLLATE "C", s time, t bit(5),
      u int GENERATED ALWAYS AS IDENTITY, v int GENERATED ALWAYS AS (u + 1) STORED, w numeric, x money, y xml, z point,
      aa mood, ab text[], ac varbit, ad "char", ae tsvector`,
    rows: [
      `9223372036854775807, 0.1, 'it''s ? $1', '\\x00ff', 12.5000000001, '2020-02-03 04:05:06.789012+03', '{"a": 1.0}', '{"b":  1 , "b": 2}',
       'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{1,NULL,3}', '1 year 2 days 03:04:05.6', 'ab', '2020-01-02', true, 0.1, '[1,5)', '10.0.0.1/8', E'\\t\\\\n', '23:59:59.999999', B'10101', 1.00, '12.34', '<a  b="c"/>', '(-0,1e300)', 'not ''so'' good', '{"a,b",NULL,"NULL","\\"\\\\",""}', B'0011', 'x', 'a:1 b'`,
      `-1, 'NaN', '', '', -0.1, 'infinity', 'null', '[]', NULL, '{}', '-1 mon', '', '4000-01-01 BC', false, 'Infinity', 'empty', '::1', '', '00:00', B'00000', 'NaN', '-0.01', '', '(NaN,-Infinity)', 'good', '{}', B'', '', ''`,
      `-9223372036854775808, '-0', E'a \\t\\\\.\\n', '\\x5c', 0, '-infinity', '1.0', '1.00', '00000000-0000-0000-0000-000000000000', '[0:1]={1,2}',
       '00:00:00.000001', ' a', 'infinity', NULL, '-0', '(,)', '1.2.3.0/24', E'\\\\N', '24:00', B'11111', '-0.00', 0, 'text', '(0,-0)', 'good', '{{a,b},{c,d}}', B'1', E'\\\\', ''`,
      `1, 4.9406564584124654e-324, NULL, NULL, 9.0000000000, '0001-01-01 00:00:00+00 BC', '1', '"x"', NULL, NULL,
       NULL, NULL, NULL, NULL, 1.17549435e-38, '[1,1]', NULL, ' ', NULL, NULL, 1e-20, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL`,
      `${Array.from({ length: 29 }, () => 'NULL').join(', ')}`,
    ],
    set: 'a b c d e f g h i j k l m n o p q r s t w x y z aa ab ac ad ae'.split(' '),
    kept: [],
    before: [`CREATE TYPE mood AS ENUM ('good', 'not ''so'' good')`],
  },
  mysql: {
    columns: `a bigint unsigned, b double, c varchar(20), d varbinary(300), e decimal(30, 10), f timestamp(6) NULL, g json, h datetime(3),
      i enum('x', 'y ?'), j set('p', 'q'), k float, l char(5), m date, n tinyint(1), o bit(9), p blob, q text, r time(6), s year,
      t bigint GENERATED ALWAYS AS (n + 1) STORED, u timestamp(6) NULL ON UPDATE CURRENT_TIMESTAMP(6),
      v varchar(20) CHARACTER SET latin1, w varchar(20) COLLATE utf8mb4_bin, x binary(5), y point, z mediumtext CHARACTER SET ucs2`,
    rows: [
      `18446744073709551615, 0.1, 'it''s ? $1', x'00ff', 12.5000000001, '2020-02-03 04:05:06.789012', '{"a":  1.0}', '2020-02-03 04:05:06.789',
       'y ?', 'p,q', 0.1, 'ab', '2020-01-02', 1, b'101010101', x'00', 'line\\nback\\\\slash', '-838:59:59', 1999, x'80e9ff', 'Aa ', x'0041', ST_GeomFromText('POINT(0.1 -1)'), 'wide é', '2001-01-01 00:00:00'`,
      `0, -1e308, '', '', -0.1, NULL, '[]', '1000-01-01', 'x', '', 1e30, '', '0000-00-00', 0, b'0', '', '', '23:59:59.999999', 0, '', '', '', NULL, '', NULL`,
      `1, -0e0, 'A', x'ffc0c1', 1e-10, '2001-01-01 00:00:00', '"é"', '0000-00-00', 'x', 'p', -0e0, ' a', '2001-00-00', 127, b'111111111', x'ff', '\\0\\Z', '00:00:00.000001', 2155, x'81', ' ', x'ff', NULL, ' ', NULL`,
      `${Array.from({ length: 25 }, () => 'NULL').join(', ')}`,
    ],
    set: 'a b c d e f g h i j k l m n o p q r s v w x y z'.split(' '),
    kept: ['u'],
  },
};

/** Statements that make such a table, `many`, of so many rows with an `id`. */
export function valueTable(engine: TestEngine, count: number): readonly string[] {
  const sample = samples[engine.id];
  if (sample === undefined) throw new Error(`There are no samples of values for ${engine.id}.`);
  const { columns, rows, set, kept, before = [] } = sample;
  const names = ['id', ...set, ...kept].map((name) => quoted(engine.dialect.sql, name));
  const tuples = Array.from({ length: count }, (_, i) => `(${i}, ${rows[i % rows.length] ?? ''})`);
  return [
    ...before,
    `CREATE TABLE many (id INT NOT NULL PRIMARY KEY, ${columns})`,
    `INSERT INTO many (${names.join(', ')}) VALUES ${tuples.join(', ')}`,
  ];
}

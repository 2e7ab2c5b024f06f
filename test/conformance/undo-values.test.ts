import { expect, test } from 'vitest';
import { relationModes } from '../../src-main/model/relation.ts';
import { changeDatabase } from '../support/change-database.ts';
import { engines } from '../support/engines.ts';

type Sample = {
  readonly columns: string;
  readonly rows: readonly string[];
  /** Columns to be set to NULL. */
  readonly set: readonly string[];
};

/** One table of many types for each engine: what its rows hold is hard to spell exactly. */
const samples: Readonly<Record<string, Sample>> = {
  sqlite: {
    columns: `a INTEGER, b REAL, c TEXT COLLATE NOCASE, d BLOB, e NUMERIC, g, "h ""q"" ?" TEXT, i INTEGER GENERATED ALWAYS AS (a + 1) STORED`,
    rows: [
      `9223372036854775807, 0.1, 'it''s ? $1', x'00ff', 12.5, 'text', 'q'`,
      `-5, -1e308, '', x'', 3, x'41', NULL`,
      `NULL, NULL, NULL, NULL, NULL, NULL, NULL`,
      `1, 9e999, char(0) || 'nul', zeroblob(300), '007x', 5, '\ud83d\ude00'`,
    ],
    set: ['a', 'b', 'c', 'd', 'e', 'g', 'h "q" ?'],
  },
  postgresql: {
    columns: `a bigint, b double precision, c varchar(20), d bytea, e numeric(30, 10), f timestamptz, g jsonb, h json, i uuid,
      j int[], k interval, l char(5), m date, n boolean, o real, p int4range, q inet, r text COLLATE "C", s time, t bit(5),
      u int GENERATED ALWAYS AS IDENTITY, v int GENERATED ALWAYS AS (u + 1) STORED, w numeric, x money, y xml, z point`,
    rows: [
      `9223372036854775807, 0.1, 'it''s ? $1', '\\x00ff', 12.5000000001, '2020-02-03 04:05:06.789012+03', '{"a": 1.0}', '{"b":  1 , "b": 2}',
       'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{1,NULL,3}', '1 year 2 days 03:04:05.6', 'ab', '2020-01-02', true, 0.1, '[1,5)', '10.0.0.1/8', E'\\t\\\\n', '23:59:59.999999', B'10101'`,
      `-1, 'NaN', '', '', -0.1, 'infinity', 'null', '[]', NULL, '{}', '-1 mon', '', '4000-01-01 BC', false, 'Infinity', 'empty', '::1', '', '00:00', B'00000'`,
      `${Array.from({ length: 20 }, () => 'NULL').join(', ')}`,
    ],
    set: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't'],
  },
  mysql: {
    columns: `a bigint unsigned, b double, c varchar(20), d varbinary(300), e decimal(30, 10), f timestamp(6) NULL, g json, h datetime(3),
      i enum('x', 'y ?'), j set('p', 'q'), k float, l char(5), m date, n tinyint(1), o bit(9), p blob, q text, r time(6), s year,
      t bigint GENERATED ALWAYS AS (n + 1) STORED, u timestamp(6) NULL ON UPDATE CURRENT_TIMESTAMP(6)`,
    rows: [
      `18446744073709551615, 0.1, 'it''s ? $1', x'00ff', 12.5000000001, '2020-02-03 04:05:06.789012', '{"a":  1.0}', '2020-02-03 04:05:06.789',
       'y ?', 'p,q', 0.1, 'ab', '2020-01-02', 1, b'101010101', x'00', 'line\\nback\\\\slash', '-838:59:59', 1999, '2001-01-01 00:00:00'`,
      `0, -1e308, '', '', -0.1, NULL, '[]', '1000-01-01', 'x', '', 1e30, '', '0000-00-00', 0, b'0', '', '', '23:59:59.999999', 0, NULL`,
      `${Array.from({ length: 20 }, () => 'NULL').join(', ')}`,
    ],
    set: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's'],
  },
};

const cases = engines.flatMap((engine) => relationModes.map((mode) => [engine.id, mode, engine] as const));

test.each(cases)('%s, %s: an undo gives back every value byte for byte', async (id, mode, engine) => {
  const { columns, rows, set } = samples[id] ?? { columns: 'a INT', rows: ['1'], set: ['a'] };
  const db = await changeDatabase(engine, mode, [
    `CREATE TABLE many (id INT NOT NULL PRIMARY KEY, ${columns})`,
  ]);
  try {
    const table = db.table('many');
    const names = db.connection.model.tables
      .find(({ name }) => name === 'many')
      ?.columns.filter(
        ({ generated, identity, name }) =>
          generated === null && identity !== 'always' && !['w', 'x', 'y', 'z'].includes(name),
      )
      .map(({ name }) => db.quote(name));
    const copies = Array.from({ length: 120 }, (_, i) => `(${i}, ${rows[i % rows.length] ?? ''})`);
    await db.run(`INSERT INTO many (${names?.join(', ') ?? ''}) VALUES ${copies.join(', ')}`);
    const content = () => db.run('SELECT * FROM many ORDER BY id');
    const before = await content();
    for (const filter of [
      { column: 'id', op: 'lt', value: rows.length },
      { column: 'id', op: 'ge', value: 0 },
    ] as const) {
      const nulls = Object.fromEntries(set.map((name) => [name, null]));
      for (const change of [
        { kind: 'delete', table, where: { filter } },
        { kind: 'update', table, where: { filter }, set: nulls },
      ] as const) {
        const { plan } = await db.preview(change);
        const entry = await db.changes.apply(plan);
        expect(await content()).not.toEqual(before);
        const undo = await db.history.undo(entry.entry);
        expect(undo.blockers).toEqual([]);
        await db.changes.apply(undo.plan);
        expect(await content()).toEqual(before);
      }
    }
  } finally {
    await db.close();
  }
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mysql } from '../../src-main/dialects/mysql/index.ts';
import { compileFilter } from '../../src-main/dialects/sql/filter.ts';
import { finish, sql } from '../../src-main/dialects/sql/statement.ts';
import type { Value } from '../../src-main/model/value.ts';
import { type OpenMysql, openMysql } from '../support/open-mysql.ts';

let open: OpenMysql;
beforeAll(async () => {
  open = await openMysql();
});
afterAll(() => open.close());

const tagged = (type: 'integer' | 'decimal' | 'timestamp' | 'bytes' | 'json', text: string): Value => ({
  type,
  text,
});
const moment = (text: string) => tagged('timestamp', text);

const cases: readonly [type: string, name: string, values: readonly Value[]][] = [
  ['tinyint(1)', 'tinyint', [0, 1, -128, 127]],
  ['smallint', 'smallint', [-32768]],
  ['mediumint unsigned', 'mediumint unsigned', [16777215]],
  ['int', 'int', [-2147483648]],
  [
    'bigint',
    'bigint',
    [9007199254740991, tagged('integer', '9007199254740993'), tagged('integer', '-9223372036854775808')],
  ],
  ['bigint unsigned', 'bigint unsigned', [0, tagged('integer', '18446744073709551615')]],
  [
    'decimal(65,30)',
    'decimal',
    [
      tagged('decimal', `${'9'.repeat(35)}.${'9'.repeat(30)}`),
      tagged('decimal', '-1.100000000000000000000000000000'),
    ],
  ],
  ['float', 'float', [3.1415927410125732, 16777215, -1.1754943508222875e-38]],
  ['double', 'double', [0.1, 1.7976931348623157e308, 5e-324, -0.30000000000000004]],
  ['char(5)', 'char', ['', 'a', 'ü€😀']],
  ['varchar(40)', 'varchar', ['', ' a ', 'it\'s \\ "q" \u0000 \n `b` ?', '😀']],
  ['text', 'text', ['x'.repeat(60000)]],
  ["enum('a,b','it''s')", 'enum', ['a,b', "it's"]],
  ["set('x','y')", 'set', ['', 'x,y']],
  ['binary(3)', 'binary', [tagged('bytes', '00ff5c')]],
  ['varbinary(9)', 'varbinary', [tagged('bytes', ''), tagged('bytes', '2700ff')]],
  ['blob', 'blob', [tagged('bytes', 'ff00'.repeat(5000))]],
  ['bit(10)', 'bit', [tagged('bytes', '0000'), tagged('bytes', '0201')]],
  ['bit(64)', 'bit', [tagged('bytes', 'ffffffffffffffff')]],
  ['date', 'date', [moment('2024-02-29'), moment('0000-00-00'), moment('9999-12-31')]],
  ['time(3)', 'time', [moment('-838:59:59.000'), moment('00:00:00.500')]],
  ['datetime', 'datetime', [moment('1000-01-01 00:00:00'), moment('0000-00-00 00:00:00')]],
  ['datetime(6)', 'datetime', [moment('2024-01-01 00:00:00.000000'), moment('2024-01-01 10:00:00.000001')]],
  ['timestamp(3) null', 'timestamp', [moment('2024-07-01 12:00:00.120')]],
  ['year', 'year', [moment('2024'), moment('0000')]],
  [
    'json',
    'json',
    [tagged('json', '{"a": 12345678901234567890, "b": "\\u00e9\\\\"}'), tagged('json', 'null')],
  ],
];

describe.each(cases)('%s', (type, name, values) => {
  test('keeps every value without loss, as a literal and as a key', async () => {
    await open.run('DROP TABLE IF EXISTS kept');
    await open.run(`CREATE TABLE kept (n int PRIMARY KEY, v ${type}) CHARACTER SET utf8mb4`);
    const column = (await mysql.introspect(open.session)).tables[0]?.columns[1];
    if (column === undefined) expect.fail('The catalog has no column v.');
    const parameter = mysql.sql.parameter(column);
    for (const [n, value] of [...values, null].entries())
      await open.run(`INSERT INTO kept VALUES (?, ${parameter})`, [n, value]);

    const all = await open.run('SELECT v FROM kept ORDER BY n');
    expect(all.rows.map(([value]) => value)).toEqual([...values, null]);
    expect(all.columns).toEqual([{ name: 'v', type: name }]);

    const again = await open.run('SELECT v FROM kept ORDER BY n');
    expect(again.rows).toEqual(all.rows);

    if (name === 'json') return;
    for (const [n, value] of values.entries()) {
      const found = await open.run(`SELECT n FROM kept WHERE v = ${parameter}`, [value]);
      expect(found.rows).toEqual([[n]]);
      const listed = await open.run(`SELECT n FROM kept WHERE v IN (${parameter}, ${parameter})`, [
        value,
        value,
      ]);
      expect(listed.rows).toEqual([[n]]);
    }
  });
});

test('a table with FLOAT columns spells all other types as a table without', async () => {
  await open.run(
    'CREATE TABLE plain (a datetime(6), b time(3), c bit(9), d bigint unsigned, e double, f decimal(9,3), g year, h point, i blob, j json, k date)',
  );
  await open.run(
    "INSERT INTO plain VALUES ('2024-01-01', '-20:00:00.5', b'1', 18446744073709551615, 0.1, 1, 1999, point(1, 2), X'ff00', '{\"a\": 1}', '2024-01-01'), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
  );
  const without = await open.run('SELECT * FROM plain');
  await open.run('ALTER TABLE plain ADD z float DEFAULT 0.1');
  const withFloat = await open.run('SELECT * FROM plain');
  expect(withFloat.rows).toEqual(without.rows.map((row) => [...row, 0.10000000149011612]));
  expect(withFloat.columns.slice(0, -1)).toEqual(without.columns);
});

test('a number is compared with a text column as text, by its index', async () => {
  await open.run("CREATE TABLE codes (code varchar(20) PRIMARY KEY, kind enum('9','1'))");
  await open.run("INSERT INTO codes VALUES ('5', '1'), ('5abc', '9'), ('05', NULL)");
  const { tables } = await mysql.introspect(open.session);
  const codes = tables.find((table) => table.name === 'codes');
  if (codes === undefined) throw new Error('The table is not in the catalog.');
  const where = (column: string, value: number) => {
    const condition = compileFilter(mysql.sql, codes, { column, op: 'eq', value });
    return finish(mysql.sql, sql`SELECT code FROM codes WHERE ${condition}`);
  };
  expect((await open.session.run(where('code', 5))).rows).toEqual([['5']]);
  expect((await open.session.run(where('kind', 1))).rows).toEqual([['5']]);
  const { text, params } = where('code', 5);
  const plan = await open.session.run({ text: `EXPLAIN ${text}`, params });
  expect(plan.rows[0]).toContain('PRIMARY');
});

test('big integers and decimals are told apart in the last digit, by their index', async () => {
  await open.run('CREATE TABLE exact (i bigint PRIMARY KEY, d decimal(40,10), KEY (d))');
  const digits = (n: number) => `12345678901234567890123.000000000${n}`;
  for (const n of [1, 2, 3])
    await open.run('INSERT INTO exact VALUES (?, ?)', [
      tagged('integer', `900719925474099${n}`),
      tagged('decimal', digits(n)),
    ]);
  expect(
    (await open.run('SELECT d FROM exact WHERE i = ?', [tagged('integer', '9007199254740993')])).rows,
  ).toEqual([[tagged('decimal', digits(3))]]);
  const byDecimal = 'SELECT i FROM exact WHERE d = ?';
  expect((await open.run(byDecimal, [tagged('decimal', digits(2))])).rows).toEqual([
    [tagged('integer', '9007199254740992')],
  ]);
  expect((await open.run(`EXPLAIN ${byDecimal}`, [tagged('decimal', digits(2))])).rows[0]).toContain('d');
});

test('results of expressions have readable types', async () => {
  const { columns } = await open.run(
    "SELECT count(*) AS a, 1.5 AS b, NULL AS c, now() AS d, 'x' AS e, X'00' AS f",
  );
  expect(columns.map((column) => column.type)).toEqual([
    'bigint',
    'decimal',
    'null',
    'datetime',
    'varchar',
    'varbinary',
  ]);
});

test('zero dates and a zero in an AUTO_INCREMENT column can be written back', async () => {
  await open.run('CREATE TABLE zeros (id int AUTO_INCREMENT PRIMARY KEY, d date NOT NULL)');
  await open.run('INSERT INTO zeros VALUES (?, ?)', [0, moment('0000-00-00')]);
  expect((await open.run('SELECT * FROM zeros')).rows).toEqual([[0, moment('0000-00-00')]]);
});

test('a value that does not fit is refused, not cut', async () => {
  await open.run('CREATE TABLE narrow (v varchar(2))');
  await expect(open.run('INSERT INTO narrow VALUES (?)', ['abc'])).rejects.toMatchObject({
    code: 'request.invalid',
  });
});

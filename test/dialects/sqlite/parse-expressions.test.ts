import { expect, test } from 'vitest';
import { readCreateTable } from '../../../src-main/dialects/sqlite/create-table.ts';
import { parseExpressions } from '../../../src-main/dialects/sqlite/parse-expressions.ts';

const parsed = (sql: string) => {
  const { checks, generated } = parseExpressions(readCreateTable(sql));
  return { checks: checks.map(({ name, expression }) => [name, expression]), generated: [...generated] };
};

test('checks are those of columns and of the table, with the names they have', () => {
  expect(
    parsed(`CREATE TABLE t (a INT CONSTRAINT "a ""name" CHECK (a > (1)) NOT NULL CHECK(a<9), b TEXT,
      CONSTRAINT both_ok CHECK (a > b /* ) */ AND b <> ')') CHECK (1) CONSTRAINT u UNIQUE (a))`).checks,
  ).toEqual([
    ['a "name', '(a > (1))'],
    [null, '(a<9)'],
    ['both_ok', `(a > b /* ) */ AND b <> ')')`],
    [null, '(1)'],
  ]);
});

test('generated columns are made of what stands after AS, with or without GENERATED ALWAYS', () => {
  expect(
    parsed(
      'CREATE TABLE t (a INT, b INT GENERATED ALWAYS AS (a * 2) STORED, [c d] AS (b + (a)), e DEFAULT (1))',
    ).generated,
  ).toEqual([
    ['b', '(a * 2)'],
    ['c d', '(b + (a))'],
  ]);
});

test('words inside of parentheses, quotes and names are nothing of it', () => {
  expect(
    parsed(
      `CREATE TABLE t ("check" INT DEFAULT (CAST(1 AS TEXT)), "as" TEXT DEFAULT 'CHECK (0)', c INT COLLATE nocase)`,
    ),
  ).toEqual({ checks: [], generated: [] });
});

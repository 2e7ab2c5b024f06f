import { describe, expect, test } from 'vitest';
import { columnDefault } from '../../../src-main/dialects/mysql/catalog/column-default.ts';
import { readColumn } from '../../../src-main/dialects/mysql/catalog/columns.ts';
import { enumValues } from '../../../src-main/dialects/mysql/catalog/enum-values.ts';

describe('a default', () => {
  test.each([
    ["'it''s'", "'it''s'"],
    ['NULL', null],
    ['current_timestamp()', 'current_timestamp()'],
    ['0', '0'],
  ])('of MariaDB, %s, is the expression %s', (text, expected) => {
    expect(columnDefault({ text, extra: '', base: 'varchar', isMariaDb: true })).toBe(expected);
  });

  test.each([
    ["it's", '', 'varchar', "'it''s'"],
    ['a\\b', '', 'varchar', "'a\\\\b'"],
    ['NULL', '', 'varchar', "'NULL'"],
    ['0', '', 'int', '0'],
    ["b'101'", '', 'bit', "b'101'"],
    ['2024-01-01', '', 'date', "'2024-01-01'"],
    ['CURRENT_TIMESTAMP(3)', '', 'datetime', 'CURRENT_TIMESTAMP(3)'],
    ['CURRENT_TIMESTAMP', 'DEFAULT_GENERATED', 'timestamp', 'CURRENT_TIMESTAMP'],
    ["concat(_utf8mb4\\'a\\',1)", 'DEFAULT_GENERATED', 'varchar', "concat(_utf8mb4'a',1)"],
  ])('of MySQL, %s with %j on %s, is the expression %s', (text, extra, base, expected) => {
    expect(columnDefault({ text, extra, base, isMariaDb: false })).toBe(expected);
  });

  test('is null where the catalog has none', () => {
    expect(columnDefault({ text: null, extra: '', base: 'int', isMariaDb: true })).toBeNull();
    expect(columnDefault({ text: null, extra: '', base: 'int', isMariaDb: false })).toBeNull();
  });
});

test('labels of an enumeration may hold commas, quotes and brackets', () => {
  expect(enumValues("enum('a,b','it''s','(x)','')")).toEqual(['a,b', "it's", '(x)', '']);
});

test("a row of MySQL's upper-case, binary catalog is read like one of MariaDB", () => {
  const hex = (text: string) => ({ type: 'bytes', text: Buffer.from(text).toString('hex') }) as const;
  const row = [
    't',
    'total',
    hex('decimal(10,2)'),
    hex('decimal'),
    'YES',
    null,
    'STORED GENERATED',
    null,
    '',
    hex('(`a` + 1)'),
  ];
  expect(readColumn(row, false)).toEqual({
    table: 't',
    column: {
      name: 'total',
      type: 'decimal(10,2)',
      kind: 'decimal',
      nullable: true,
      default: null,
      generated: 'stored',
      expression: '(`a` + 1)',
      identity: null,
      enumValues: null,
      collation: null,
      comment: null,
    },
  });
});

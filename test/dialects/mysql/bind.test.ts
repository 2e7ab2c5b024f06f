import { describe, expect, test } from 'vitest';
import { bind, onlyReads } from '../../../src-main/dialects/mysql/bind.ts';
import type { Value } from '../../../src-main/model/value.ts';

const spelled = (value: Value) => bind({ text: '?', params: [value] });

describe('a parameter', () => {
  test.each<[Value, string]>([
    [null, 'NULL'],
    [true, 'TRUE'],
    [-1.5, '-1.5'],
    [1e21, '1e+21'],
    ['plain text', "'plain text'"],
    ['', "''"],
    ["it's", "_utf8mb4 X'69742773'"],
    ['a\\b', "_utf8mb4 X'615c62'"],
    ['é', "_utf8mb4 X'c3a9'"],
    [{ type: 'integer', text: '-9223372036854775808' }, '-9223372036854775808'],
    [{ type: 'decimal', text: '1.10' }, '1.10'],
    [{ type: 'bytes', text: '00ff' }, "X'00ff'"],
    [{ type: 'bytes', text: '' }, "X''"],
    [{ type: 'timestamp', text: '2024-01-01 00:00:00' }, "'2024-01-01 00:00:00'"],
  ])('%j is spelled %s', (value, literal) => {
    expect(spelled(value)).toBe(literal);
  });

  test.each<Value>([
    Number.NaN,
    { type: 'integer', text: '1; DROP TABLE t' },
    { type: 'decimal', text: "1' OR 1" },
    { type: 'bytes', text: "00' OR 1" },
    { type: 'bytes', text: '0' },
  ])('%j is refused', (value) => {
    expect(() => spelled(value)).toThrow(/is not a/);
  });

  test('is put in for placeholders only, not for question marks in texts, names and comments', () => {
    const text = 'SELECT \'?\', "it\\"s ?", `a?``?`, ? /* ? */ -- ?\n, ? # ?\n- ?';
    expect(bind({ text, params: [1, 2, 3] })).toBe(
      'SELECT \'?\', "it\\"s ?", `a?``?`, 1 /* ? */ -- ?\n, 2 # ?\n- 3',
    );
  });

  test('that holds a question mark or a dollar sign is put in as it is', () => {
    expect(bind({ text: 'SELECT ?, ?', params: ["$& ? $'", 1] })).toBe(
      "SELECT _utf8mb4 X'2426203f202427', 1",
    );
    expect(bind({ text: 'SELECT ?, ?', params: ['$& ?', 1] })).toBe("SELECT '$& ?', 1");
  });

  test.each([[[1]], [[1, 2, 3]]])(
    'is refused where placeholders and parameters differ in number: %j',
    (params) => {
      expect(() => bind({ text: 'SELECT ?, ?', params })).toThrow(/2 placeholders/);
    },
  );
});

describe('a statement that only reads', () => {
  test.each([
    'select 1',
    ' (SELECT 1)',
    'WITH a AS (SELECT 1) SELECT * FROM a',
    'SHOW TABLES',
    'EXPLAIN SELECT 1',
    'SELECT * FROM t FOR UPDATE',
    "SELECT REPLACE(a, 'x', 'update') FROM t",
  ])('is known: %s', (text) => expect(onlyReads(text)).toBe(true));
  test.each([
    'INSERT INTO t VALUES (1)',
    'SELECT 1 INTO @a',
    'SELECT @a := 1',
    "SELECT GET_LOCK('a', 1)",
    'WITH a AS (SELECT 1) DELETE FROM t',
    'SELECT NEXTVAL(s)',
    'SET sql_mode = 0',
    'ANALYZE TABLE t',
    'EXPLAIN ANALYZE SELECT 1',
  ])('is not: %s', (text) => expect(onlyReads(text)).toBe(false));
});

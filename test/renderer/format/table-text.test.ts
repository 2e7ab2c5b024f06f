import { describe, expect, test } from 'vitest';
import type { Value } from '../../../src-main/model/value.ts';
import { parseTsv, textWriter, writtenRows } from '../../../src-renderer/format/table-text.ts';

const columns = ['id', 'note'];
const rows: readonly (readonly Value[])[] = [
  [{ type: 'integer', text: '9007199254740993' }, 'a "b"\n\tc, d|e'],
  [{ type: 'decimal', text: '12.50' }, ''],
  [{ type: 'bytes', text: '00ff' }, null],
];
const written = (form: 'tsv' | 'csv' | 'json' | 'markdown', headers = true) =>
  writtenRows(textWriter(form, columns, headers), rows);

describe('rows as text', () => {
  test('as CSV tell NULL from an empty text and keep all digits', () => {
    expect(written('csv')).toBe('id,note\r\n9007199254740993,"a ""b""\n\tc, d|e"\r\n12.50,""\r\n0x00ff,\r\n');
  });
  test('as JSON hold numbers with all their digits', () => {
    expect(written('json')).toBe(
      '[\n  {"id": 9007199254740993, "note": "a \\"b\\"\\n\\tc, d|e"},\n  {"id": 12.50, "note": ""},\n  {"id": "0x00ff", "note": null}\n]\n',
    );
  });
  test('as Markdown stay in their cells', () => {
    expect(written('markdown')).toContain('| 9007199254740993 | a "b"<br>\tc, d\\|e |');
  });
  test('as a spreadsheet takes them are read back', () => {
    expect(parseTsv(written('tsv', false))).toEqual([
      ['9007199254740993', 'a "b"\n\tc, d|e'],
      ['12.50', ''],
      ['0x00ff', ''],
    ]);
  });
});

describe('what a spreadsheet gives', () => {
  test.each([
    [
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['"x\ny"\tz', [['x\ny', 'z']]],
    ['say "hi"\t"', [['say "hi"', '"']]],
    ['one', [['one']]],
    [
      'a\t\n\tb',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['', []],
  ])('%j is read as %j', (text, expected) => {
    expect(parseTsv(text)).toEqual(expected);
  });
});

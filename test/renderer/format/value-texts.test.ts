import { describe, expect, it } from 'vitest';
import { cellParts, cellText } from '../../../src-renderer/format/cell-text.ts';
import { fieldText } from '../../../src-renderer/format/field-text.ts';
import { indentedJson, jsonFault } from '../../../src-renderer/format/json-text.ts';

describe('what nobody could see', () => {
  it.each([
    ['  a b ', '··a b·'],
    ['\u0000a\u007f\u0001', '\\0a⟨7f⟩⟨01⟩'],
    ['a\tb\r', 'a⇥b\\r'],
    ['\u202eabc\u202c', '⟨202e⟩abc⟨202c⟩'],
    ['a\u200bb\ufeff', 'a⟨200b⟩b⟨feff⟩'],
    ['   ', '···'],
    ['e\u0301 👩‍👩‍👧 שלום', 'e\u0301 👩‍👩‍👧 שלום'],
    ['', ''],
  ])('is shown by signs: %j', (text, shown) => {
    expect(cellText(text)).toBe(shown);
  });

  it('stands apart from what is there', () => {
    expect(cellParts(' a\n')).toEqual([
      { text: '·', isSign: true },
      { text: 'a', isSign: false },
      { text: '⏎', isSign: true },
    ]);
    expect(cellParts('·a')).toEqual([{ text: '·a', isSign: false }]);
  });
});

describe('a text in a field', () => {
  it.each(['', 'a', 'a\nb', 'a\r\nb\r\n', 'a\r\nb\nc', '\r', '↵\r', '↵␍\r\na\n', '\u0000\t'])(
    'comes back as it was: %j',
    (text) => {
      const { shown, back } = fieldText(text);
      expect(shown).not.toContain('\r');
      expect(back(shown)).toBe(text);
    },
  );

  it('takes new lines in the way it has them', () => {
    expect(fieldText('a\r\nb').back('a\nnew\nb')).toBe('a\r\nnew\r\nb');
  });
});

describe('JSON', () => {
  it.each(['1', '"a\\u00e9\\n"', '{}', ' [1, -0.5e+10, {"a":[[],{}]}, null, true] ', '"\\ud800"', '[]\n'])(
    'is told from what is none: %s',
    (text) => {
      expect(() => JSON.parse(text)).not.toThrow();
      expect(jsonFault(text)).toBeNull();
    },
  );

  it.each([
    ['', 1, 1],
    ['{a: 1}', 1, 2],
    ['[1,]', 1, 4],
    ['{"a":1,}', 1, 8],
    ['[1 2]', 1, 4],
    ['{"a"\n 1}', 2, 2],
    ['"a\n"', 1, 3],
    ['"a', 1, 3],
    ['01', 1, 1],
    ['1.', 1, 1],
    ['nul', 1, 1],
    ['1 2', 1, 3],
    ['[[[', 1, 4],
    ['{"a":1]', 1, 7],
    ["{'a':1}", 1, 2],
  ])('stops where it is none: %j', (text, line, column) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(jsonFault(text)).toEqual({ line, column });
  });

  it('is spread over lines with names, order and numbers as they are', () => {
    expect(indentedJson('{"b":1.0,"a":[12345678901234567890,{}, []],"b":"{,:}"}')).toBe(
      '{\n  "b": 1.0,\n  "a": [\n    12345678901234567890,\n    {},\n    []\n  ],\n  "b": "{,:}"\n}',
    );
    expect(indentedJson('{a}')).toBe('{a}');
    expect(jsonFault('['.repeat(100_000) + ']'.repeat(100_000))).toBeNull();
  });
});

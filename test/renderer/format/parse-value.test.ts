import { describe, expect, it } from 'vitest';
import type { ColumnKind } from '../../../src-main/model/catalog.ts';
import type { Value } from '../../../src-main/model/value.ts';
import { parseValue } from '../../../src-renderer/format/parse-value.ts';

function parse(
  kind: ColumnKind,
  text: string,
  before: Value = null,
  enumValues: readonly string[] | null = null,
) {
  return parseValue(text, { name: 'x', kind, enumValues }, before);
}

describe('parseValue', () => {
  it.each<[ColumnKind, string, Value]>([
    ['integer', '42', 42],
    ['integer', ' -7 ', -7],
    ['integer', '9007199254740993', { type: 'integer', text: '9007199254740993' }],
    [
      'integer',
      '-170141183460469231731687303715884105728',
      { type: 'integer', text: '-170141183460469231731687303715884105728' },
    ],
    ['decimal', '12.50', { type: 'decimal', text: '12.50' }],
    ['decimal', '0.1000000000000000000000001', { type: 'decimal', text: '0.1000000000000000000000001' }],
    ['float', '1e9', 1_000_000_000],
    ['boolean', 'true', true],
    ['boolean', 'no', false],
    [
      'timestamp',
      '2026-11-21 06:00:00.123456+02',
      { type: 'timestamp', text: '2026-11-21 06:00:00.123456+02' },
    ],
    ['json', ' {"a": 1} ', { type: 'json', text: ' {"a": 1} ' }],
    ['float', '-0', { type: 'other', text: '-0' }],
    ['float', 'infinity', { type: 'other', text: 'Infinity' }],
    ['decimal', 'NaN', { type: 'other', text: 'NaN' }],
    ['decimal', '1.50e3', { type: 'decimal', text: '1.50e3' }],
    ['bytes', '0xDEADbeef', { type: 'bytes', text: 'deadbeef' }],
    ['text', '  as typed ', '  as typed '],
    ['text', '', ''],
    ['uuid', '6f1c2a34-0000-0000-0000-000000000000', '6f1c2a34-0000-0000-0000-000000000000'],
    ['other', '[1,5)', { type: 'other', text: '[1,5)' }],
  ])('reads %s %j without loss', (kind, text, value) => {
    expect(parse(kind, text)).toEqual({ ok: true, value });
  });

  it.each<[ColumnKind, string]>([
    ['integer', '1.5'],
    ['integer', ''],
    ['decimal', '1,5'],
    ['decimal', '.'],
    ['float', '0x10'],
    ['float', '1e999'],
    ['decimal', 'e5'],
    ['boolean', 'maybe'],
    ['date', ''],
    ['json', '{a: 1}'],
    ['bytes', 'abc'],
  ])('refuses %s %j with a sentence that names the column', (kind, text) => {
    const parsed = parse(kind, text);
    expect(parsed).toMatchObject({ ok: false, message: expect.stringMatching(/^x takes /) });
  });

  it('says where a text stops being JSON', () => {
    expect(parse('json', '{"a": 1,\n "b" 2}')).toEqual({
      ok: false,
      message: 'x takes a JSON document: this is none from line 2, column 6 on.',
    });
  });

  it.each<[ColumnKind, Value]>([
    ['integer', 'text in SQLite'],
    ['boolean', 7],
    ['date', ''],
    ['json', 'no json in SQLite'],
    ['enum', ''],
    ['float', { type: 'other', text: '-0' }],
    ['other', { type: 'bytes', text: '00' }],
  ])('gives a value back whose text nobody changed: %s %j', (kind, kept) => {
    expect(
      parse(kind, typeof kept === 'object' && kept !== null ? kept.text : String(kept), kept, ['a']),
    ).toEqual({
      ok: true,
      value: kept,
    });
  });

  it('takes only the values of an enumeration', () => {
    expect(parse('enum', 'red', null, ['red', 'green'])).toEqual({ ok: true, value: 'red' });
    expect(parse('enum', 'blue', null, ['red', 'green'])).toEqual({
      ok: false,
      message: 'x takes one of red or green.',
    });
  });

  it('keeps the form a value had where the column leaves it open', () => {
    expect(parse('boolean', 'true', 0)).toEqual({ ok: true, value: 1 });
    expect(parse('date', '2026-11-22', '2026-11-21')).toEqual({ ok: true, value: '2026-11-22' });
    expect(parse('other', '7', 3)).toEqual({ ok: true, value: 7 });
    expect(parse('other', 'abc', 'def')).toEqual({ ok: true, value: 'abc' });
    expect(parse('other', '9007199254740993', 3)).toEqual({
      ok: true,
      value: { type: 'integer', text: '9007199254740993' },
    });
    expect(parse('other', '1.50', 3)).toEqual({ ok: true, value: '1.50' });
    expect(parse('text', 'AbC0', { type: 'bytes', text: '00' })).toEqual({
      ok: true,
      value: { type: 'bytes', text: 'abc0' },
    });
    expect(parse('other', '{2}', { type: 'other', text: '{1}' })).toEqual({
      ok: true,
      value: { type: 'other', text: '{2}' },
    });
  });
});

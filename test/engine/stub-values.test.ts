import { describe, expect, test } from 'vitest';
import { makeValues } from '../../src-main/engine/stub-values.ts';
import type { Column, ColumnKind } from '../../src-main/model/catalog.ts';
import { valueText } from '../../src-main/model/value.ts';

const column = (kind: ColumnKind, type: string, enumValues: readonly string[] | null = null): Column => ({
  ...{ name: 'c', type, kind, nullable: false, default: null, generated: null, identity: null },
  ...{ enumValues, collation: null, comment: null },
});
const made = (of: Column, distinct: boolean, count = 3, highest: bigint | null = null) => {
  const make = makeValues(of, distinct, count, highest);
  if (typeof make === 'string') return make;
  return Array.from({ length: count }, (_, number) => valueText(make({ number, key: [number + 7] })));
};

describe('values that stand in for those that nobody gave', () => {
  test.each([
    ['integer', 'integer', '0'],
    ['decimal', 'numeric(4,2)', '0'],
    ['text', 'varchar(40)', 'missing'],
    ['text', 'char(4)', 'miss'],
    ['boolean', 'boolean', 'false'],
    ['json', 'json', '{}'],
    ['date', 'date', '1970-01-01'],
    ['timestamp', 'timestamp', '1970-01-02 00:00:00'],
    ['uuid', 'uuid', '00000000-0000-4000-8000-000000000000'],
    ['bytes', 'bytea', '0x'],
  ] as const)('are the same for all rows: %s as %s', (kind, type, value) => {
    expect(made(column(kind, type), false)).toEqual([value, value, value]);
  });

  test('differ where they have to, within what the type can hold', () => {
    expect(made(column('integer', 'integer'), true, 2, 41n)).toEqual(['42', '43']);
    expect(made(column('text', 'varchar(40)'), true, 2)).toEqual(['missing 7', 'missing 8']);
    expect(made(column('text', 'varchar(5)'), true, 2)).toEqual(['~0', '~1']);
    expect(made(column('date', 'date'), true, 2)).toEqual(['1970-01-01', '1970-01-02']);
    expect(new Set(made(column('uuid', 'uuid'), true, 1000)).size).toBe(1000);
    expect(made(column('enum', "enum('a','b')", ['a', 'b']), false, 1)).toEqual(['a']);
  });

  test('are none where the type has too few, or nobody knows it', () => {
    expect(made(column('integer', 'tinyint(3) unsigned'), true, 2, 254n)).toMatch(
      /has no 2 numbers above 254/,
    );
    expect(made(column('integer', 'tinyint(3) unsigned'), true, 1, 254n)).toEqual(['255']);
    expect(made(column('decimal', 'numeric(3,1)'), true, 2, 98n)).toMatch(/has no 2 numbers/);
    expect(made(column('boolean', 'boolean'), true)).toMatch(/too few different values/);
    expect(made(column('other', 'int4range'), false)).toMatch(/nobody knows what a value of type int4range/);
  });
});

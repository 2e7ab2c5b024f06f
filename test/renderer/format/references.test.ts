import { describe, expect, it } from 'vitest';
import type { Column, ColumnKind, Table } from '../../../src-main/model/catalog.ts';
import { labelColumns } from '../../../src-renderer/format/label-column.ts';
import { anyOfKeys, keyText, labelsOf } from '../../../src-renderer/format/reference-key.ts';

function column(name: string, kind: ColumnKind = 'text'): Column {
  return {
    name,
    kind,
    type: kind,
    nullable: true,
    default: null,
    generated: null,
    identity: null,
    enumValues: null,
    collation: null,
    comment: null,
  };
}

function table(name: string, columns: readonly Column[], unique: readonly string[] = []): Table {
  return {
    schema: '',
    name,
    kind: 'table',
    columns,
    primaryKey: { name: null, columns: ['id'] },
    uniqueKeys: unique.map((each) => ({ name: null, columns: [each] })),
    indexes: [],
    rowEstimate: null,
    comment: null,
    rowId: null,
    definition: null,
  };
}

describe('rows are called by', () => {
  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['customer', ['email', 'name', 'note'], [], ['name']],
    ['book', ['isbn', 'email', 'title'], ['isbn'], ['title']],
    ['Artist', ['ArtistName', 'x'], [], ['ArtistName']],
    ['artists', ['x', 'artist_name'], [], ['artist_name']],
    ['Employee', ['LastName', 'FirstName', 'Title'], [], ['FirstName', 'LastName']],
    ['device', ['note', 'serial'], ['serial'], ['serial']],
    ['device', ['note', 'serial'], [], ['note']],
    ['device', ['note', 'vendorName'], [], ['vendorName']],
    ['link', [], [], []],
  ])('what tells them apart best: %s %j', (name, texts, unique, label) => {
    const columns = [column('id', 'integer'), ...texts.map((each) => column(each))];
    expect(labelColumns(table(name, columns, unique), ['id'])).toEqual(label);
  });

  it('not by the key, which is there anyway', () => {
    expect(labelColumns(table('country', [column('code'), column('name')]), ['name'])).toEqual(['code']);
  });
});

describe('labels of references', () => {
  const big = { type: 'integer', text: '9007199254740993' } as const;

  it('are found by key, composite ones included', () => {
    const labels = labelsOf(
      [
        [1, 'x'],
        [1, 'y'],
        [big, 'x'],
      ],
      [
        [big, 'x', 'Big', null],
        [1, 'x', 'One', 'X'],
      ],
    );
    expect(labels.get(keyText([1, 'x']))).toEqual({ text: 'One X', missing: false });
    expect(labels.get(keyText([big, 'x']))).toEqual({ text: 'Big', missing: false });
    expect(labels.get(keyText([1, 'y']))).toEqual({ text: null, missing: true });
  });

  it('call nothing missing that the database may have found in a way of its own', () => {
    const labels = labelsOf(
      [['a'], ['straße']],
      [
        ['A  ', 'Upper'],
        ['STRASSE', 'Road'],
      ],
    );
    expect(labels.get(keyText(['a']))).toEqual({ text: 'Upper', missing: false });
    expect(labels.get(keyText(['straße']))).toEqual({ text: null, missing: false });
  });

  it('are asked for by one condition', () => {
    expect(anyOfKeys(['id'], [[1], [2]])).toEqual({ column: 'id', op: 'in', value: [1, 2] });
    expect(anyOfKeys(['a', 'b'], [[1, 'x']])).toEqual({
      or: [
        {
          and: [
            { column: 'a', op: 'eq', value: 1 },
            { column: 'b', op: 'eq', value: 'x' },
          ],
        },
      ],
    });
  });
});

import { describe, expect, test } from 'vitest';
import { readCondition } from '../../../src-main/cli/plan/read-condition.ts';
import { createTokenReader } from '../../../src-main/cli/plan/token-reader.ts';
import type { Filter } from '../../../src-main/model/change.ts';
import { integerColumn } from '../../support/relations.ts';

const columns = ['id', 'Name', 'name', 'my "odd" one', 'café', 'not'].map(integerColumn);
const read = (text: string) => readCondition(createTokenReader(text), columns);
const eq = (column: string, value: number | string): Filter => ({ column, op: 'eq', value });

describe('a condition in a terminal', () => {
  test.each<[string, Filter]>([
    ['id = 1', eq('id', 1)],
    ['ID=1', eq('id', 1)],
    ["name = 'it''s'", eq('name', "it's")],
    ['"Name" = 1', eq('Name', 1)],
    ['`my "odd" one` = 1', eq('my "odd" one', 1)],
    ['"my ""odd"" one" = 1', eq('my "odd" one', 1)],
    ['[not] = 1', eq('not', 1)],
    ['café = -5', eq('café', -5)],
    [
      'id = 9007199254740993',
      { column: 'id', op: 'eq', value: { type: 'integer', text: '9007199254740993' } },
    ],
    ['id >= 1.50', { column: 'id', op: 'ge', value: { type: 'decimal', text: '1.50' } }],
    ['id <> 1 or id != 2', { or: [1, 2].map((value) => ({ column: 'id', op: 'ne', value })) }],
    ['id = 1 or id = 2 and id = 3', { or: [eq('id', 1), { and: [eq('id', 2), eq('id', 3)] }] }],
    ['(id = 1 or id = 2) and id = 3', { and: [{ or: [eq('id', 1), eq('id', 2)] }, eq('id', 3)] }],
    ['not id = 1 and id = 2', { and: [{ not: eq('id', 1) }, eq('id', 2)] }],
    ['id is null', { column: 'id', op: 'isNull' }],
    ['id IS NOT NULL', { column: 'id', op: 'notNull' }],
    ['id in (1, 2)', { column: 'id', op: 'in', value: [1, 2] }],
    ['id not in (1)', { not: { column: 'id', op: 'in', value: [1] } }],
    ["name not like 'A%'", { not: { column: 'name', op: 'like', value: 'A%' } }],
    [
      'id between 1 and 5 and id = 3',
      {
        and: [
          {
            and: [
              { column: 'id', op: 'ge', value: 1 },
              { column: 'id', op: 'le', value: 5 },
            ],
          },
          eq('id', 3),
        ],
      },
    ],
    ['true', { and: [] }],
  ])('%s', (text, filter) => {
    expect(read(text)).toEqual(filter);
  });

  test.each([
    'id',
    'id =',
    'id = 1x',
    "id = 'open",
    '(id = 1',
    'id in ()',
    'id = NULL',
    'id in (NULL)',
    'NAME = 1',
    '"ID" = 1',
    '',
  ])('%j is refused', (text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
  });
});

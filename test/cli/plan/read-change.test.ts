import { describe, expect, test } from 'vitest';
import { readPlanOptions } from '../../../src-main/cli/plan/options.ts';
import { readDelete, readUpdate } from '../../../src-main/cli/plan/read-change.ts';
import { tableOf } from '../../support/relations.ts';

const model = {
  schemas: ['main', 'old'],
  defaultSchema: 'main',
  tables: [
    tableOf('customer', ['id', 'name', 'city'], { schema: 'main' }),
    tableOf('customer', ['id', 'gone'], { schema: 'old' }),
    tableOf('Order', ['id'], { schema: 'main' }),
  ],
};

describe('a change in a terminal', () => {
  test('names its table by schema, in quotes, or in another case', () => {
    const where = { filter: { column: 'id', op: 'eq', value: 1 } };
    const table = (schema: string, name: string) => ({ kind: 'delete', table: { schema, name }, where });
    expect(readDelete('customer where id = 1', model)).toEqual(table('main', 'customer'));
    expect(readDelete('old.customer where id = 1', model)).toEqual(table('old', 'customer'));
    expect(readDelete('"main"."Order" where id = 1', model)).toEqual(table('main', 'Order'));
    expect(readDelete('order where id = 1', model)).toEqual(table('main', 'Order'));
  });

  test('sets columns to values', () => {
    expect(readUpdate(`customer set name = 'A, b', city = NULL where true`, model)).toEqual({
      kind: 'update',
      table: { schema: 'main', name: 'customer' },
      set: { name: 'A, b', city: null },
      where: { filter: { and: [] } },
    });
  });

  test.each([
    ['customer', /Say which rows/],
    ['customers where id = 1', /no table "customers"/],
    ['nowhere.customer where id = 1', /no schema "nowhere"/],
    ['customer where nome = 1', /no column "nome"/],
    ['customer where city = NULL', /IS NULL/],
    [`customer where lower(city) = 'rome'`, /functions are not understood/],
    ['customer where id = 1 limit 1', /"limit 1" is not understood/],
    ['customer where id = name', /A value is expected/],
  ])('a delete is refused: %s', (text, problem) => {
    expect(() => readDelete(text, model)).toThrow(problem);
  });

  test.each([
    ['customer set city = upper(city) where id = 1', /A value is expected/],
    ['customer where id = 1', /SET is expected/],
    ['customer set id = 1', /Say which rows/],
    ['customer set gone = 1 where id = 1', /no column "gone"/],
  ])('an update is refused: %s', (text, problem) => {
    expect(() => readUpdate(text, model)).toThrow(problem);
  });

  test.each([
    [[], /by its URL/],
    [['a.db'], /--delete or --update/],
    [['a.db', 'b.db', '--delete', 'x'], /One database at a time/],
    [['a.db', '--drop', 'x'], /--drop/],
    [['a.db', '--delete', 'x', '--mode', 'strict'], /"strict" is no relation mode/],
  ])('options are refused: %j', (args, problem) => {
    expect(() => readPlanOptions(args)).toThrow(problem);
  });

  test('changes keep their order', () => {
    const { changes } = readPlanOptions(['a.db', '--update', 'b', '--delete', 'a', '--update', 'c']);
    expect(changes.map(({ kind, text }) => kind + text)).toEqual(['updateb', 'deletea', 'updatec']);
  });
});

import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { connectionSchema, filterSchema, openSchema } from '../../src-main/contract/schemas.ts';
import { inputProblem } from '../../src-main/services/input-problem.ts';

function problemOf(schema: v.GenericSchema, input: unknown): string {
  const result = v.safeParse(schema, input);
  return result.success ? 'none' : inputProblem(result.issues);
}

describe('a request that does not fit', () => {
  test('names the field of a wrong type', () => {
    expect(problemOf(openSchema, { url: 5 })).toBe('"url" must be a text, not a number.');
  });

  test('names the fields of which one is missing', () => {
    expect(problemOf(openSchema, {})).toBe('one of "url", "id" is missing.');
  });

  test('names a field that is misspelt', () => {
    expect(problemOf(openSchema, { url: 'sqlite:a.db', readonly: true })).toBe('"readonly" is not known.');
  });

  test('says so where it is no object at all', () => {
    expect(problemOf(openSchema, 'shop.db')).toBe('the parameters must be an object, not a text.');
  });

  test('does not repeat what may be a password', () => {
    const input = { name: 'Shop', dialect: 'postgresql', settings: {}, secrets: { password: 12345 } };
    expect(problemOf(connectionSchema, input)).toBe('"secrets.password" must be a text, not a number.');
  });

  test('names a field deep inside', () => {
    const input = { and: [{ not: { column: 'id', op: 'equals', value: 1 } }] };
    expect(problemOf(filterSchema, input)).toMatch(/^"and\.0\.not\.op" must be .*"eq".*, not "equals"\.$/);
  });

  test('gives the message of a rule of ours', () => {
    expect(problemOf(openSchema, { url: '' })).toBe('"url" must not be empty.');
  });
});

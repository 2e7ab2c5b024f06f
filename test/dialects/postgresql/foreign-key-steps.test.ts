import { expect, test } from 'vitest';
import { postgresql } from '../../../src-main/dialects/postgresql/index.ts';
import { catalogOf, foreignKeyOf, tableOf } from '../../support/relations.ts';

const { foreignKeys } = postgresql;
const tables = [
  tableOf('parent', ['id']),
  tableOf('a', ['id', 'up', 'other'], { schema: 's', rowEstimate: 10_000_000 }),
  tableOf('b', ['id', 'up'], { schema: 's' }),
];
const inSchema = { parent: { schema: 's', name: 'parent' } };
const keyOf = (child: string, name: string, columns = ['up']) =>
  foreignKeyOf(child, columns, 'parent', ['id'], { name, table: { schema: 's', name: child }, ...inSchema });
const texts = (steps: readonly { readonly execute: readonly { readonly text: string }[] }[]) =>
  steps.map((step) => step.execute.map(({ text }) => text));

test('keys of one table are dropped by one ALTER', () => {
  const keys = [keyOf('a', 'one'), keyOf('b', 'two'), keyOf('a', 'th"ree')];
  const { steps } = foreignKeys.drop(catalogOf(tables, keys), keys);
  expect(texts(steps)).toEqual([
    ['ALTER TABLE "s"."a" DROP CONSTRAINT "one", DROP CONSTRAINT "th""ree"'],
    ['ALTER TABLE "s"."b" DROP CONSTRAINT "two"'],
  ]);
  expect(steps[0]?.locks).toContain('s.a and s.parent');
});

test('keys are added in their order, then their rows are checked table by table', () => {
  const keys = [keyOf('a', 'one'), keyOf('b', 'two'), keyOf('a', 'three'), keyOf('a', 'four')];
  const { steps } = foreignKeys.add(catalogOf(tables, []), keys, []);
  expect(steps.map(({ summary, estimateMs }) => [summary, estimateMs])).toEqual([
    ['Add 1 foreign key to s.a', 2],
    ['Add 1 foreign key to s.b', 2],
    ['Add 2 foreign keys to s.a', 4],
    ['Check the rows of s.a against 3 foreign keys', 3603],
    ['Check the rows of s.b against 1 foreign key', null],
  ]);
  expect(texts(steps)[0]).toEqual([
    'ALTER TABLE "s"."a" ADD CONSTRAINT "one" FOREIGN KEY ("up") REFERENCES "s"."parent" ("id") ' +
      'ON DELETE NO ACTION ON UPDATE NO ACTION NOT VALID',
  ]);
  expect(texts(steps)[3]).toEqual([
    'ALTER TABLE "s"."a" VALIDATE CONSTRAINT "one"',
    'ALTER TABLE "s"."a" VALIDATE CONSTRAINT "three"',
    'ALTER TABLE "s"."a" VALIDATE CONSTRAINT "four"',
  ]);
});

test('every clause of a key is spelled', () => {
  const key = {
    ...keyOf('a', 'whole', ['up', 'other']),
    parentColumns: ['x', 'y'],
    onDelete: 'setDefault',
    onUpdate: 'cascade',
    match: 'full',
    deferrable: 'initiallyDeferred',
    setColumns: ['other'],
    validated: false,
  } as const;
  const { steps } = foreignKeys.add(catalogOf(tables, []), [key], []);
  expect(texts(steps)).toEqual([
    [
      'ALTER TABLE "s"."a" ADD CONSTRAINT "whole" FOREIGN KEY ("up", "other") REFERENCES "s"."parent" ("x", "y") ' +
        'MATCH FULL ON DELETE SET DEFAULT ("other") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED NOT VALID',
    ],
  ]);
});

test('a key that is not enforced is neither NOT VALID nor checked', () => {
  const key = { ...keyOf('a', 'loose'), enforced: false, validated: false };
  const { steps } = foreignKeys.add(catalogOf(tables, []), [key], []);
  expect(texts(steps)[0]?.[0]).toMatch(/ON UPDATE NO ACTION NOT ENFORCED$/);
  expect(steps).toHaveLength(1);
});

test('a name that is made up fits 63 bytes without cutting a character, and is taken by no other constraint', () => {
  const column = 'ä'.repeat(40);
  const key = { ...keyOf('a', '', [column]), name: null };
  const { steps } = foreignKeys.add(catalogOf(tables, []), [key, key], []);
  const names = [...(texts(steps)[0]?.[0] ?? '').matchAll(/CONSTRAINT "([^"]*)"/g)].map((match) => match[1]);
  expect(names).toEqual([`a_${'ä'.repeat(28)}_fkey`, `a_${'ä'.repeat(27)}_fkey1`]);
  for (const name of names) expect(Buffer.byteLength(name ?? '')).toBeLessThanOrEqual(63);
});

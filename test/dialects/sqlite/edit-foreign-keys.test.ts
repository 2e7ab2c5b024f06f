import { describe, expect, it } from 'vitest';
import { appendConstraints, stripForeignKeys } from '../../../src-main/dialects/sqlite/edit-foreign-keys.ts';
import { hostileTables } from './hostile-tables.ts';
import { asRows, comments, parsed, rowsOf, unlisted, written } from './key-rows.ts';
import { schemaOf } from './schema-of.ts';

describe.each(hostileTables)('a table with $title', ({ sql, keys }) => {
  const original = schemaOf(sql);

  it('is read as SQLite reads it', () => {
    expect(parsed(original.stored)).toHaveLength(keys);
    expect(asRows(parsed(original.stored))).toEqual(rowsOf(original));
  });

  it('without its foreign keys is the same otherwise, and keeps its comments', () => {
    const text = stripForeignKeys(original.stored, () => true);
    const stripped = schemaOf(text);
    expect(stripped.stored).toBe(text);
    expect(stripped.keys).toEqual([]);
    expect(stripped.shape).toEqual(original.shape);
    expect(comments(text)).toEqual(comments(original.stored));
    if (keys === 0) expect(text).toBe(original.stored);
  });

  it('with its foreign keys appended again has the same ones', () => {
    const bare = stripForeignKeys(original.stored, () => true);
    const text = appendConstraints(bare, parsed(original.stored).map(written));
    const again = schemaOf(text);
    expect(again.shape).toEqual(original.shape);
    expect(again.keys).toEqual(original.keys);
    expect(comments(text)).toEqual(comments(original.stored));
    expect(unlisted(parsed(text))).toEqual(unlisted(parsed(original.stored)));
    expect(schemaOf(stripForeignKeys(text, () => true)).keys).toEqual([]);
  });

  it('without any one of its foreign keys keeps the others as they are', () => {
    const all = parsed(original.stored);
    all.forEach((_key, gone) => {
      const text = stripForeignKeys(original.stored, (_clause, index) => index === gone);
      const less = schemaOf(text);
      const others = all.filter((_other, index) => index !== gone);
      expect(less.shape).toEqual(original.shape);
      expect(asRows(parsed(text))).toEqual(asRows(others));
      expect(unlisted(parsed(text))).toEqual(unlisted(others));
      expect(rowsOf(less)).toEqual(asRows(others));
    });
  });
});

describe('deferrability', () => {
  it.each([
    ['a REFERENCES p', ['no']],
    ['a REFERENCES p DEFERRABLE', ['initiallyImmediate']],
    ['a REFERENCES p DEFERRABLE INITIALLY IMMEDIATE', ['initiallyImmediate']],
    ['a REFERENCES p DEFERRABLE INITIALLY DEFERRED', ['initiallyDeferred']],
    ['a REFERENCES p NOT DEFERRABLE INITIALLY DEFERRED', ['no']],
    ['a REFERENCES p NOT NULL DEFERRABLE INITIALLY DEFERRED', ['initiallyDeferred']],
    ['a REFERENCES p, b DEFERRABLE INITIALLY DEFERRED', ['initiallyDeferred']],
    ['a REFERENCES p, b REFERENCES p DEFERRABLE INITIALLY DEFERRED', ['no', 'initiallyDeferred']],
    [
      'a REFERENCES p, b, FOREIGN KEY (b) REFERENCES p DEFERRABLE INITIALLY DEFERRED',
      ['no', 'initiallyDeferred'],
    ],
  ])('of %s is %o', (items, deferrable) => {
    expect(parsed(`CREATE TABLE t (${items})`).map((key) => key.deferrable)).toEqual(deferrable);
  });
});

describe('the edited text', () => {
  it('has no trace of the key', () => {
    expect(
      stripForeignKeys(
        'CREATE TABLE t (\n  a INT NOT NULL REFERENCES p (x) ON DELETE CASCADE,\n  b INT, -- why\n  CONSTRAINT k FOREIGN KEY (b)\n    REFERENCES p (x)\n)',
        () => true,
      ),
    ).toBe('CREATE TABLE t (\n  a INT NOT NULL,\n  b INT -- why\n)');
  });

  it('has the new key on a line of its own where the others have', () => {
    expect(
      appendConstraints('CREATE TABLE t (\n    a INT, -- a\n    b INT -- b\n)', [
        'FOREIGN KEY (b) REFERENCES p',
      ]),
    ).toBe('CREATE TABLE t (\n    a INT, -- a\n    b INT, -- b\n    FOREIGN KEY (b) REFERENCES p\n)');
    expect(appendConstraints('CREATE TABLE t (a INT, b INT)', ['CHECK (a > 0)', 'CHECK (b > 0)'])).toBe(
      'CREATE TABLE t (a INT, b INT, CHECK (a > 0), CHECK (b > 0))',
    );
  });

  it.each([
    ['a INT CONSTRAINT k REFERENCES p CHECK (a > 0)', 'a INT CONSTRAINT k CHECK (a > 0)'],
    ['a INT CONSTRAINT k REFERENCES p, CHECK (a > 0)', 'a INT CONSTRAINT k, CHECK (a > 0)'],
    ['a INT CONSTRAINT k REFERENCES p CONSTRAINT c CHECK (a > 0)', 'a INT CONSTRAINT c CHECK (a > 0)'],
    [
      'a INT CONSTRAINT n NOT NULL, FOREIGN KEY (a) REFERENCES p, CHECK (a > 0)',
      'a INT CONSTRAINT n NOT NULL, CONSTRAINT n, CHECK (a > 0)',
    ],
  ])('of %s leaves each check its name', (items, edited) => {
    const text = stripForeignKeys(`CREATE TABLE t (${items})`, () => true);
    expect(text).toBe(`CREATE TABLE t (${edited})`);
  });

  it.each([
    ['a, b INT REFERENCES p GENERATED ALWAYS AS (a)', 'a, b INT GENERATED ALWAYS AS (a)'],
    ['a, b INT /* n */ REFERENCES p GENERATED ALWAYS AS (a)', 'a, b INT /* n */ AS (a)'],
    ['a, b INT REFERENCES p GENERATED /* n */ ALWAYS AS (a)', 'a, b INT /* n */ AS (a)'],
    ['a, b INT REFERENCES p GENERATED \ufeff ALWAYS AS (a)', 'a, b INT AS (a)'],
    ['a, b INT \ufeff REFERENCES p GENERATED ALWAYS AS (a)', 'a, b INT \ufeff AS (a)'],
  ])('of %s has no other type', (items, edited) => {
    const text = stripForeignKeys(`CREATE TABLE t (${items}) STRICT`, () => true);
    expect(text).toBe(`CREATE TABLE t (${edited}) STRICT`);
  });

  it.each([
    'CREATE VIRTUAL TABLE t USING fts5 (a)',
    'CREATE TABLE t AS SELECT 1',
    'CREATE TABLE t (a',
    'CREATE VIEW v AS SELECT (1)',
  ])('is not attempted for %s', (sql) => {
    expect(() => stripForeignKeys(sql, () => true)).toThrow(
      expect.objectContaining({ code: 'dialect.unsupported' }),
    );
  });
});

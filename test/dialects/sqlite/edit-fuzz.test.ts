import { expect, it } from 'vitest';
import { appendConstraints, stripForeignKeys } from '../../../src-main/dialects/sqlite/edit-foreign-keys.ts';
import { asRows, comments, parsed, rowsOf, unlisted, written } from './key-rows.ts';
import { randomTable } from './random-table.ts';
import { type Reading, schemaOf } from './schema-of.ts';

const seeds = Array.from({ length: 500 }, (_, seed) => seed);

function accepted(sql: string): Reading | null {
  try {
    return schemaOf(sql);
  } catch {
    return null;
  }
}

it('500 tables made by chance are read as SQLite reads them, and keep all but their foreign keys', () => {
  let tables = 0;
  let keys = 0;
  for (const seed of seeds) {
    const original = accepted(randomTable(seed));
    if (original === null) continue;
    const clauses = parsed(original.stored);
    const at = `seed ${seed}: ${original.stored}`;
    expect(asRows(clauses), at).toEqual(rowsOf(original));

    const bare = stripForeignKeys(original.stored, () => true);
    const stripped = schemaOf(bare);
    expect(stripped.keys, at).toEqual([]);
    expect(stripped.shape, at).toEqual(original.shape);
    expect(comments(bare), at).toEqual(comments(original.stored));

    const again = schemaOf(appendConstraints(bare, clauses.map(written)));
    expect(again.keys, at).toEqual(original.keys);
    expect(again.shape, at).toEqual(original.shape);
    expect(unlisted(parsed(again.stored)), at).toEqual(unlisted(clauses));

    const half = stripForeignKeys(original.stored, (_key, index) => (index + seed) % 2 === 0);
    const kept = clauses.filter((_key, index) => (index + seed) % 2 !== 0);
    expect(rowsOf(schemaOf(half)), at).toEqual(asRows(kept));
    expect(unlisted(parsed(half)), at).toEqual(unlisted(kept));
    tables += 1;
    keys += clauses.length;
  }
  expect(tables).toBeGreaterThan(150);
  expect(keys).toBeGreaterThan(300);
});

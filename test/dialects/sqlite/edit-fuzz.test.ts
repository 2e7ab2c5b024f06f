import { expect, it } from 'vitest';
import { appendConstraints, stripForeignKeys } from '../../../src-main/dialects/sqlite/edit-foreign-keys.ts';
import { randomTable } from '../../fuzz/texts/random-table.ts';
import { tryTexts } from '../../fuzz/texts/text-rounds.ts';
import { asRows, parsed, rowsOf, unlisted, written } from './key-rows.ts';
import { type Reading, schemaOf } from './schema-of.ts';

function accepted(sql: string): Reading | null {
  try {
    return schemaOf(sql);
  } catch {
    return null;
  }
}

it('200 tables made by chance keep all but their foreign keys in a switch, and are byte for byte the same after it', async () => {
  const rounds = await tryTexts(1, 200);
  expect(rounds.divergences).toEqual([]);
  expect(rounds.tables).toBeGreaterThan(180);
  expect(rounds.keys).toBeGreaterThan(300);
}, 300_000);

it('400 tables made by chance are read as SQLite reads them, and go without any of their foreign keys', () => {
  for (let seed = 100_000; seed < 100_400; seed += 1) {
    const original = accepted(randomTable(seed, 't'));
    if (original === null) continue;
    const clauses = parsed(original.stored);
    const at = `seed ${seed}: ${original.stored}`;
    expect(asRows(clauses), at).toEqual(rowsOf(original));

    const bare = stripForeignKeys(original.stored, () => true);
    const again = schemaOf(appendConstraints(bare, clauses.map(written)));
    expect(again.keys, at).toEqual(original.keys);
    expect(unlisted(parsed(again.stored)), at).toEqual(unlisted(clauses));

    const half = stripForeignKeys(original.stored, (_key, index) => (index + seed) % 2 === 0);
    const kept = clauses.filter((_key, index) => (index + seed) % 2 !== 0);
    const less = schemaOf(half);
    expect(rowsOf(less), at).toEqual(asRows(kept));
    expect(less.shape, at).toEqual(original.shape);
    expect(unlisted(parsed(half)), at).toEqual(unlisted(kept));
  }
});

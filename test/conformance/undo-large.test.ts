import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engineWords } from '../bench/engine-words.ts';
import { changeOf, fill, type Scenario, scenarios, schema } from '../bench/scenarios.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engines } from '../support/engines.ts';

/** The benchmark's delete of 1 row with 100,000 rows below it, in four levels. */
function scenario(): Scenario {
  const found = scenarios.find(({ id }) => id === 'delete 1, 100,000 below');
  if (found === undefined) throw new Error('The benchmark has no such scenario any more.');
  return found;
}

const limits = { rows: 200_000, bytes: 64 * 1024 * 1024 };

describe.each(engines.map((engine) => ({ engine, name: engine.id })))('$name', ({ engine }) => {
  let db: ChangeDatabase;
  beforeAll(async () => {
    db = await changeDatabase(engine, 'prisma', schema(), limits);
    const words = engineWords[engine.id];
    if (words === undefined) throw new Error(`There are no words for ${engine.id}.`);
    await db.run(...words.prepare, ...fill(scenario(), words.series));
  });
  afterAll(() => db.close());

  /** All rows, each table in one text. */
  async function content() {
    const all: string[] = [];
    for (const { name } of scenario().tables)
      all.push(JSON.stringify(await db.run(`SELECT * FROM ${name} ORDER BY id`)));
    return all;
  }

  test('a delete of 1 row with 100,000 descendants is undone, unless a key was taken since', async () => {
    const before = await content();
    const plan = await db.preview(changeOf(scenario(), db.connection.model.defaultSchema));
    expect(plan.warnings).toEqual([]);
    const entry = await db.changes.apply(plan.plan);
    expect(entry).toMatchObject({ undoable: true, reason: null });
    expect(await db.run('SELECT count(*) FROM l4')).toEqual([[98_890]]);

    await db.run(`INSERT INTO l4 VALUES (17, NULL, 'in its place')`);
    expect((await db.history.undo(entry.entry)).blockers).toMatchObject([
      { rule: 'unique', table: { name: 'l4' }, count: 1, sample: [{ id: 17 }] },
    ]);
    await db.run('DELETE FROM l4 WHERE id = 17');

    const undo = await db.history.undo(entry.entry);
    expect(undo.blockers).toEqual([]);
    await db.changes.apply(undo.plan);
    const after = await content();
    for (const [i, rows] of before.entries()) expect(after[i] === rows).toBe(true);
  });
});

import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { relationModes } from '../../src-main/model/relation.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engines } from '../support/engines.ts';
import { samples, valueTable } from '../support/value-samples.ts';

const cases = engines.flatMap((engine) => relationModes.map((mode) => [engine.id, mode, engine] as const));

/** All rows by what the database itself says of each value. SQLite spells 0.0 and -0.0 alike: its driver does not. */
async function exactRows(
  db: ChangeDatabase,
  engine: string,
  columns: readonly string[],
): Promise<readonly unknown[]> {
  if (engine === 'postgresql') return db.run('SELECT CAST(many AS text) FROM many ORDER BY id');
  if (engine === 'mysql') {
    const spelled = columns.map((name) => `HEX(${name}), CONCAT(${name})`);
    return db.run(`SELECT id, CAST(k AS DOUBLE), ${spelled.join(', ')} FROM many ORDER BY id`);
  }
  const file = new Database(db.connection.settings.file, { readonly: true });
  try {
    return file.prepare('SELECT * FROM many ORDER BY id').raw().safeIntegers().all();
  } finally {
    file.close();
  }
}

test.each(cases)('%s, %s: an undo gives back every value byte for byte', async (id, mode, engine) => {
  const { rows, set } = samples[id] ?? { rows: [], set: [] };
  const db = await changeDatabase(engine, mode, valueTable(engine, 120));
  try {
    const table = db.table('many');
    const content = () => exactRows(db, id, set);
    const before = await content();
    for (const filter of [
      { column: 'id', op: 'lt', value: rows.length },
      { column: 'id', op: 'ge', value: 0 },
    ] as const) {
      const nulls = Object.fromEntries(set.map((name) => [name, null]));
      for (const change of [
        { kind: 'delete', table, where: { filter } },
        { kind: 'update', table, where: { filter }, set: nulls },
      ] as const) {
        const { plan } = await db.preview(change);
        const entry = await db.changes.apply(plan);
        expect(await content()).not.toEqual(before);
        const undo = await db.history.undo(entry.entry);
        expect(undo.blockers).toEqual([]);
        await db.changes.apply(undo.plan);
        expect(await content()).toEqual(before);
      }
    }
  } finally {
    await db.close();
  }
});

import { expect, test } from 'vitest';
import { relationModes } from '../../src-main/model/relation.ts';
import { changeDatabase } from '../support/change-database.ts';
import { engines } from '../support/engines.ts';
import { samples, valueTable } from '../support/value-samples.ts';

const cases = engines.flatMap((engine) => relationModes.map((mode) => [engine.id, mode, engine] as const));

test.each(cases)('%s, %s: an undo gives back every value byte for byte', async (id, mode, engine) => {
  const { rows, set } = samples[id] ?? { rows: [], set: [] };
  const db = await changeDatabase(engine, mode, valueTable(engine, 120));
  try {
    const table = db.table('many');
    const content = () => db.run('SELECT * FROM many ORDER BY id');
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

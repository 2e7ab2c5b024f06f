import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Change } from '../../src-main/model/change.ts';
import type { ChangePlan } from '../../src-main/model/plan.ts';
import { relationModes } from '../../src-main/model/relation.ts';
import { type ChangeDatabase, changeDatabase } from '../support/change-database.ts';
import { engines } from '../support/engines.ts';
import { rows, schema } from '../support/small-shop.ts';

const cases = engines.flatMap((engine) =>
  relationModes.map((mode) => ({ engine, mode, name: `${engine.id}, ${mode}` })),
);

describe.each(cases)('$name', ({ engine, mode }) => {
  let db: ChangeDatabase;
  beforeAll(async () => {
    db = await changeDatabase(engine, mode, [...schema, ...rows]);
  });
  afterAll(() => db.close());

  const preview = (limit: number, change: Change) => db.changes.preview(db.connection, [change], { limit });
  const remove = (): Change => ({
    kind: 'delete',
    table: db.table('customer'),
    where: { keys: [{ id: 1 }] },
  });
  const rekey = (): Change => ({
    kind: 'update',
    table: db.table('customer'),
    where: { keys: [{ id: 1 }] },
    set: { id: 9 },
  });
  const total = (plan: ChangePlan) => plan.totals.reduce((sum, { count }) => sum + count, 0);

  test.each([
    ['a delete', remove],
    ['a key update', rekey],
  ])('%s of more rows than the limit is counted "at least", and cannot be applied', async (_, change) => {
    const all = await preview(1000, change());
    expect(all.blockers).toEqual([]);
    const count = total(all);
    for (const limit of [1, 3, count - 1]) {
      const plan = await preview(limit, change());
      expect(plan.blockers).toMatchObject([{ rule: 'tooManyRows', count: limit, exact: false }]);
      expect(plan.blockers[0]?.message).toContain('higher limit');
      expect(plan.effects.every(({ exact }) => !exact)).toBe(true);
      expect(plan.totals.every(({ exact }) => exact === false)).toBe(true);
      expect(total(plan)).toBeGreaterThan(limit);
      expect(total(plan)).toBeLessThanOrEqual(count);
      expect(plan.statements).toEqual([]);
      await expect(db.changes.apply(plan.plan)).rejects.toMatchObject({ code: 'plan.blocked' });
    }
    const enough = await preview(count, change());
    expect(enough).toMatchObject({ blockers: [], totals: all.totals });
  });
});

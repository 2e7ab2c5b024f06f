import { tableKey } from '../../src-main/model/identity.ts';
import type { ChangePlan, Effect } from '../../src-main/model/plan.ts';

/** The rows per table and action of what was applied, as a plan has them beforehand. */
export function effectTotals(effects: readonly Effect[]): ChangePlan['totals'] {
  const groups = Map.groupBy(
    effects.filter(({ count }) => count > 0),
    ({ table, action }) => `${action} ${tableKey(table)}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const count = group.reduce((sum, effect) => sum + effect.count, 0);
    const exact = group.every((effect) => effect.exact);
    return [{ table: first.table, action: first.action, count, ...(exact ? {} : { exact: false as const }) }];
  });
}

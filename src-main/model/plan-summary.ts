import { sameTable } from './identity.ts';
import type { ChangePlan, Effect } from './plan.ts';

const verbs = { insert: 'Insert', update: 'Update', delete: 'Delete' } as const;

/**
 * What a plan does in one line, as the apply button and the history say it: "Delete 1 customer and 37 related rows".
 * What was asked for is named by table; what follows from it is counted together.
 */
export function planSummary({ effects }: Pick<ChangePlan, 'effects'>): string {
  const asked = effects.filter(({ cause }) => cause === null);
  const parts = asked.reduce<Pick<Effect, 'action' | 'table' | 'count'>[]>(
    (sums, { action, table, count }) => {
      const known = sums.find((sum) => sum.action === action && sameTable(sum.table, table));
      return known === undefined
        ? [...sums, { action, table, count }]
        : sums.map((sum) => (sum === known ? { ...sum, count: sum.count + count } : sum));
    },
    [],
  );
  const phrases = parts.map(
    ({ action, table, count }) =>
      `${verbs[action]} ${countText(count)} ${table.name}${count === 1 ? '' : ' rows'}`,
  );
  const exact = effects.every((effect) => effect.exact);
  const related = effects.reduce((sum, { cause, count }) => sum + (cause === null ? 0 : count), 0);
  const tail =
    related === 0
      ? []
      : [`${countText(related)}${exact ? '' : '+'} related ${related === 1 ? 'row' : 'rows'}`];
  const all = [phrases[0] ?? 'Change nothing', ...phrases.slice(1).map(lowerFirst), ...tail];
  return all.length === 1 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

function countText(count: number): string {
  return count.toLocaleString('en-US');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

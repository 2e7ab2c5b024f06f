import { quantity } from './count-text.ts';
import type { ChangePlan } from './plan.ts';
import { rowsOf } from './table-noun.ts';

/** What cannot be brought back comes first. */
const actions = ['delete', 'update', 'insert'] as const;
type Action = (typeof actions)[number];

/**
 * What applying a plan does, as the apply button and the history say it: "Delete 1 customer and 37 related rows". What was asked for
 * is named by its tables; what follows from it is counted. Other actions follow: ", update 2 related rows".
 */
export function planSummary(plan: Pick<ChangePlan, 'effects' | 'totals'>): string {
  const clauses = actions.map((action) => clauseOf(plan, action)).filter((clause) => clause !== null);
  if (clauses.length === 0) return 'Change nothing';
  const sentence = clauses.join(', ');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function clauseOf(
  { effects, totals }: Pick<ChangePlan, 'effects' | 'totals'>,
  action: Action,
): string | null {
  const mine = effects.filter((effect) => effect.action === action);
  const asked = mine.filter((effect) => effect.cause === null && effect.count > 0);
  const total = sum(totals.filter((each) => each.action === action));
  const related = total - sum(asked);
  const relatedExact = mine.every((effect) => effect.cause === null || effect.exact);

  const parts = perTable(asked).map(({ name, count, exact }) => rowsOf(name, count, exact));
  if (related > 0) parts.push(quantity(related, 'related row', 'related rows', relatedExact));
  return parts.length === 0 ? null : `${action} ${listText(parts)}`;
}

function perTable(effects: ChangePlan['effects']) {
  const tables = new Map<string, { name: string; count: number; exact: boolean }>();
  for (const { table, count, exact } of effects) {
    const key = JSON.stringify(table);
    const known = tables.get(key);
    tables.set(key, {
      name: table.name,
      count: (known?.count ?? 0) + count,
      exact: exact && (known?.exact ?? true),
    });
  }
  return [...tables.values()];
}

function sum(counted: readonly { readonly count: number }[]): number {
  return counted.reduce((total, { count }) => total + count, 0);
}

/** "a", "a and b", "a, b and c". */
function listText(parts: readonly string[]): string {
  const last = parts.at(-1);
  if (last === undefined) return '';
  return parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

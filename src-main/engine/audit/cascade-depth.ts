import { tableKey, tableText } from '../../model/identity.ts';
import { cascadeGraph } from './cascade-graph.ts';
import { type AuditRule, findingAt } from './question.ts';

/** Chains of cascades that take more tables than the engine follows. Circles are told apart: see `cascadeCycle`. */
export const cascadeDepth: AuditRule = ({ acting, rules }) => {
  const limit = rules.cascadeDepth;
  if (limit === null) return [];
  const kept = acting.filter(({ state }) => state !== 'emulated');
  const graph = cascadeGraph(kept);
  const longest = new Map<string, readonly string[]>();

  /** The longest chain that begins with the table. */
  function chainFrom(key: string): readonly string[] {
    const known = longest.get(key);
    if (known !== undefined) return known;
    let best: readonly string[] = [];
    for (const { child } of graph.below.get(key) ?? []) {
      const next = tableKey(child.table);
      if (graph.reached(next).has(key) || next === key) continue;
      const chain = chainFrom(next);
      if (chain.length > best.length) best = chain;
    }
    const chain = [key, ...best];
    longest.set(key, chain);
    return chain;
  }

  const starts = [...graph.below.keys()].filter(
    (key) => !kept.some(({ child, onDelete }) => onDelete === 'cascade' && tableKey(child.table) === key),
  );
  return starts.flatMap((key) => {
    const chain = chainFrom(key);
    const first = graph.tables.get(key);
    const last = graph.tables.get(chain.at(-1) ?? '');
    if (chain.length <= limit || first === undefined || last === undefined) return [];
    const message = `Deletes cascade from ${tableText(first)} to ${tableText(last)} through ${chain.length} tables, but the database follows ${limit} at most and refuses deeper ones.`;
    return [findingAt(first, { kind: 'cascadeDepth', severity: 'error', message })];
  });
};

import type { Finding } from '../../model/finding.ts';
import { tableKey, tableText } from '../../model/identity.ts';
import type { Relation } from '../../model/relation.ts';
import { actionText } from '../action-text.ts';
import { type CascadeGraph, cascadeGraph } from './cascade-graph.ts';
import { type AuditRule, findingAt } from './question.ts';

/** Tables that one delete reaches by several relations, of which one at least deletes. */
export const cascadePaths: AuditRule = ({ acting }) => {
  const graph = cascadeGraph(acting);
  const byChild = Map.groupBy(acting, ({ child }) => tableKey(child.table));
  return [...byChild.values()].flatMap((relations): Finding[] => {
    if (relations.length < 2) return [];
    const found = commonStart(graph, relations);
    if (found === null) return [];
    const [first] = found.relations;
    const start = graph.tables.get(found.start);
    if (first === undefined || start === undefined) return [];
    const actions = new Set(found.relations.map(({ onDelete }) => onDelete));
    const ways = found.relations.map(
      ({ child, parent, onDelete }) =>
        `${child.columns.join(', ')} -> ${tableText(parent.table)} (${actionText(onDelete)})`,
    );
    const decides =
      actions.size > 1
        ? 'so that what becomes of a row may depend on which comes first'
        : 'with the same outcome by each';
    const message = `A delete in ${tableText(start)} reaches ${tableText(first.child.table)} by several relations, ${decides}: ${ways.join('; ')}.`;
    const severity = actions.size > 1 ? 'warning' : 'info';
    return [findingAt(first.child.table, { kind: 'cascadePaths', severity, message })];
  });
};

/** The nearest table whose deletes come by several of the relations, and these; null: there is none. */
function commonStart(
  graph: CascadeGraph,
  relations: readonly Relation[],
): { readonly start: string; readonly relations: readonly Relation[] } | null {
  let best: {
    readonly start: string;
    readonly relations: readonly Relation[];
    readonly reach: number;
  } | null = null;
  const own = tableKey(relations[0]?.child.table ?? { schema: '', name: '' });
  const others = relations.filter(({ parent }) => tableKey(parent.table) !== own);
  const starts = new Set([...graph.below.keys(), ...others.map(({ parent }) => tableKey(parent.table))]);
  for (const start of starts) {
    if (start === own) continue;
    const reached = graph.reached(start);
    const mine = others.filter(({ parent }) => {
      const key = tableKey(parent.table);
      return key === start || reached.has(key);
    });
    const deletes = mine.some(({ onDelete }) => onDelete === 'cascade');
    if (mine.length < 2 || !deletes) continue;
    if (best === null || reached.size < best.reach) best = { start, relations: mine, reach: reached.size };
  }
  return best;
}

import { tableKey, tableText } from '../../model/identity.ts';
import { cascadeGraph, cycles } from './cascade-graph.ts';
import { type AuditRule, findingAt, findingOn } from './question.ts';

/** Deletes that come back to where they began: a tree in one table, or tables that delete each other's rows. */
export const cascadeCycle: AuditRule = ({ acting, rules }) => {
  const graph = cascadeGraph(acting);
  return cycles(graph).flatMap((keys) => {
    const relations = keys.flatMap((key) =>
      (graph.below.get(key) ?? []).filter(({ child }) => keys.includes(tableKey(child.table))),
    );
    const [first] = relations;
    if (first === undefined) return [];
    const isLimited = rules.cascadeDepth !== null && relations.some(({ state }) => state !== 'emulated');
    const limit = isLimited ? ` The database follows ${rules.cascadeDepth} levels of rows at most.` : '';
    if (keys.length === 1) {
      const message = `Deleting a row of ${tableText(first.parent.table)} deletes all rows below it in the same table, by relation ${first.id}.${limit}`;
      return [findingOn(first, { kind: 'cascadeCycle', severity: 'info', message })];
    }
    const names = keys.flatMap((key) => {
      const table = graph.tables.get(key);
      return table === undefined ? [] : [tableText(table)];
    });
    const message = `Deletes cascade in a circle through ${names.join(', ')}, so that one delete may empty all of them.${limit}`;
    return [findingAt(first.child.table, { kind: 'cascadeCycle', severity: 'warning', message })];
  });
};

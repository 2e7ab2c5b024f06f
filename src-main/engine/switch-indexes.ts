import type { Table } from '../model/catalog.ts';
import { quantity } from '../model/count-text.ts';
import { tableKey, tableText } from '../model/identity.ts';
import type { Decision, MigrationPlan, NewIndex } from '../model/migration.ts';
import type { Relation } from '../model/relation.ts';
import { beginsWith, servesLookup } from '../model/table-indexes.ts';
import type { indexMaker } from './new-index.ts';
import { answerOf } from './switch-decisions.ts';
import type { SwitchQuestion } from './switch-question.ts';

/** Indexes on referencing columns: those that the engine needs for a key, and those that the user decides about. */
export function planIndexes(
  question: SwitchQuestion,
  planned: MigrationPlan['relations'],
  makeIndex: ReturnType<typeof indexMaker>,
): { readonly decisions: Decision[]; readonly indexes: NewIndex[] } {
  const { model, rules, decisions } = question;
  const tables = new Map(model.tables.map((table) => [tableKey(table), table]));
  const made = new Map<string, NewIndex>();
  const asked = new Map<string, Decision>();
  for (const { relation, change } of planned) {
    const table = tables.get(tableKey(relation.child.table));
    if (table === undefined || relation.state === 'stale') continue;
    const { columns } = relation.child;
    const needed = change === 'add' && rules.childIndex === 'needed';
    if (needed ? beginsWith(table, columns) : servesLookup(table, columns)) continue;
    if (!needed && relation.indexIgnored === true) continue;
    const key = JSON.stringify([tableKey(table), columns]);
    const decision = asked.get(key) ?? indexDecision(relation, table);
    if (!needed) asked.set(key, decision);
    if (needed || answerOf(decisions, decision) === 'create') {
      if (!made.has(key)) made.set(key, makeIndex(table, columns, false));
    }
  }
  return { decisions: [...asked.values()], indexes: [...made.values()] };
}

function indexDecision({ id, child, parent }: Relation, table: Table): Decision {
  const columns = child.columns.join(', ');
  const rows = table.rowEstimate === null ? '' : ` (about ${quantity(table.rowEstimate, 'row')})`;
  return {
    id: `index:${id}`,
    relation: id,
    question:
      `No index of ${tableText(table)}${rows} begins with ${columns}, so that each delete or key update in ` +
      `${tableText(parent.table)} reads all of it. Create one?`,
    choices: [
      { id: 'leave', label: 'Leave it as it is' },
      { id: 'create', label: `Create an index on ${tableText(table)} (${columns})` },
    ],
    default: 'leave',
  };
}

import type { ForeignKey, Table } from '../model/catalog.ts';
import { sameTable, tableText } from '../model/identity.ts';
import type { Blocker } from '../model/plan.ts';
import type { Relation } from '../model/relation.ts';
import { beginsWith } from '../model/table-indexes.ts';
import { clauseText } from './action-text.ts';
import { orphansText } from './orphans-text.ts';
import type { ForeignKeyRules, OrphanFinding } from './switch-question.ts';

/** What keeps a relation from becoming a foreign key, in the order in which it is worth mending; [] : nothing. */
export function obstacles(
  relation: Relation,
  key: ForeignKey,
  tables: readonly Table[],
  rules: ForeignKeyRules,
  finding: OrphanFinding | undefined,
): readonly Blocker[] {
  return [
    ...actionObstacles(relation, rules),
    ...parentKeyObstacles(relation, tables, rules),
    ...typeObstacles(relation, tables, rules, finding),
    ...orphanObstacles(relation, key, finding),
  ];
}

function actionObstacles(relation: Relation, rules: ForeignKeyRules): Blocker[] {
  return (['onDelete', 'onUpdate'] as const).flatMap((event) => {
    const effective = rules.actions.foreignKeys.find(({ action }) => action === relation[event]);
    if (effective?.[event] !== 'unsupported') return [];
    const note = effective.note === null ? '' : ` ${effective.note}`;
    const clause = clauseText(event, relation[event]);
    const message = `No foreign key of this engine can have ${clause}, as relation ${relation.id} has.${note}`;
    return [blocker('actionUnsupported', relation, { message })];
  });
}

function parentKeyObstacles(relation: Relation, tables: readonly Table[], rules: ForeignKeyRules): Blocker[] {
  const { table: ref, columns } = relation.parent;
  const parent = tables.find((table) => sameTable(table, ref));
  if (parent === undefined || fitsParentKey(parent, columns, rules.parentKey)) return [];
  const names = columns.join(', ');
  const message =
    rules.parentKey === 'unique'
      ? `Relation ${relation.id} references ${tableText(ref)} (${names}), which is neither its primary key nor unique.`
      : `Relation ${relation.id} references ${tableText(ref)} (${names}), which no index of it begins with.`;
  return [blocker('parentKeyNotUnique', relation, { message, table: ref })];
}

function fitsParentKey(parent: Table, columns: readonly string[], demand: 'unique' | 'indexed'): boolean {
  return demand === 'indexed' ? beginsWith(parent, columns) : hasKey(parent, columns);
}

/** Whether the columns, in any order, are the primary key or a unique key of the table. */
export function hasKey(parent: Table, columns: readonly string[]): boolean {
  const keys = [...(parent.primaryKey === null ? [] : [parent.primaryKey]), ...parent.uniqueKeys];
  return keys.some(
    (key) => key.columns.length === columns.length && columns.every((column) => key.columns.includes(column)),
  );
}

function typeObstacles(
  relation: Relation,
  tables: readonly Table[],
  rules: ForeignKeyRules,
  finding: OrphanFinding | undefined,
): Blocker[] {
  const columnsOf = ({ table: ref, columns }: Relation['child']) =>
    columns.map((name) =>
      tables.find((table) => sameTable(table, ref))?.columns.find((c) => c.name === name),
    );
  const parents = columnsOf(relation.parent);
  const refusals = columnsOf(relation.child).flatMap((child, place) => {
    const parent = parents[place];
    return child === undefined || parent === undefined ? [] : (rules.typeRefusal(child, parent) ?? []);
  });
  const found = finding !== undefined && 'incomparable' in finding ? [finding.incomparable] : [];
  return [...refusals, ...(refusals.length === 0 ? found : [])].map((reason) =>
    blocker('typeMismatch', relation, {
      message: `The two sides of relation ${relation.id} do not fit: ${reason}`,
    }),
  );
}

/** A key whose rows were never checked comes back unchecked: its orphans were there before. */
function orphanObstacles(relation: Relation, key: ForeignKey, finding: OrphanFinding | undefined): Blocker[] {
  return key.validated ? orphanBlocker(relation, finding) : [];
}

/** Rows that reference nothing, with their number and a sample; [] where there are none. */
export function orphanBlocker(relation: Relation, finding: OrphanFinding | undefined): Blocker[] {
  if (finding === undefined || 'incomparable' in finding || finding.count === 0) return [];
  const { count, sample } = finding;
  const message = orphansText(relation, { count, exact: true, sample });
  return [blocker('orphans', relation, { message, count, sample })];
}

function blocker(
  rule: Blocker['rule'],
  relation: Relation,
  given: Pick<Blocker, 'message'> & Partial<Blocker>,
): Blocker {
  return {
    rule,
    relation: relation.id,
    table: relation.child.table,
    count: 0,
    exact: true,
    sample: [],
    ways: [],
    ...given,
  };
}

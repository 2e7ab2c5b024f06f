import type { Table } from '../../model/catalog.ts';
import type { Change } from '../../model/change.ts';
import { rowIdentity, sameTable } from '../../model/identity.ts';
import type { Relation } from '../../model/relation.ts';
import type { FoundRows, Reach } from '../../model/row-sets.ts';
import type { Row } from '../../model/value.ts';
import type { Way } from '../../model/way.ts';
import { actionRules } from '../actions/index.ts';
import { leadsToItself } from '../table-order.ts';
import { nullColumns, sharing } from './null-columns.ts';
import { deleteTooText, pointElsewhereText, setNullText } from './way-text.ts';

/** Children that stand in the way of a delete or of a new key, and all that tells what can be done about them. */
export type StandingReferences = {
  readonly changes: readonly Change[];
  readonly relations: readonly Relation[];
  readonly reach: Reach;
  readonly child: Table;
  /** Those whose deletion was not asked for. */
  readonly rows: FoundRows;
  /** Those of them that nothing else deletes either. */
  readonly alive: FoundRows;
};

/** The ways on from references: the children go as well, lose the reference, or reference another row. */
export function waysFromReferences(question: StandingReferences): readonly Way[] {
  const { changes, reach, child } = question;
  const answeredAlready = changes.some(
    (change) =>
      change.kind !== 'insert' &&
      'referencing' in change.where &&
      change.where.referencing === reach.relation.id,
  );
  if (answeredAlready || rowIdentity(child) === null) return [];
  return [...deleteToo(question), ...setNull(question), ...pointElsewhere(question)];
}

function deleteToo(question: StandingReferences): readonly Way[] {
  const { changes, relations, reach, rows } = question;
  const { relation, event } = reach;
  if (event !== 'delete' || rows.count === 0 || !canGoFirst(question)) return [];
  const { table } = relation.child;
  const cascades = relations.some(
    ({ parent, onDelete }) => sameTable(parent.table, table) && actionRules[onDelete].deletesChildren,
  );
  const where = { referencing: relation.id };
  return [
    {
      kind: 'deleteToo',
      label: deleteTooText(relation, rows, cascades),
      changes: [...changes, { kind: 'delete', table, where }],
      asks: null,
    },
  ];
}

function setNull(question: StandingReferences): readonly Way[] {
  const { relations, reach, child, alive } = question;
  const { relation } = reach;
  const columns = nullColumns(relation, child, relations);
  if (columns.length === 0 || !canMove(question)) return [];
  const label = setNullText(relation, columns, alive, sharing(relation, columns, relations));
  const set = Object.fromEntries(columns.map((column) => [column, null]));
  return [{ kind: 'setNull', label, changes: withUpdate(question, set), asks: null }];
}

function pointElsewhere(question: StandingReferences): readonly Way[] {
  const { changes, reach, child, alive } = question;
  const { columns } = reach.relation.child;
  const generated = child.columns.some(({ name, generated }) => generated !== null && columns.includes(name));
  const keys = [...(child.primaryKey === null ? [] : [child.primaryKey]), ...child.uniqueKeys];
  const alone = keys.some((key) => key.columns.every((column) => columns.includes(column)));
  if (generated || (alone && alive.count > 1) || !canMove(question)) return [];
  return [
    {
      kind: 'pointElsewhere',
      label: pointElsewhereText(reach.relation, alive),
      changes: withUpdate(question, {}),
      asks: { parent: reach.relation.parent, places: [{ change: changes.length, row: null, columns }] },
    },
  ];
}

function withUpdate({ changes, reach: { relation } }: StandingReferences, set: Row): readonly Change[] {
  return [
    ...changes,
    { kind: 'update', table: relation.child.table, where: { referencing: relation.id }, set },
  ];
}

/** Whether the children can be deleted before their parents: a database looks at its foreign keys on the way. */
function canGoFirst({ relations, reach: { relation } }: StandingReferences): boolean {
  const atEnd = actionRules[relation.onDelete].blocks === 'atEnd';
  if (relation.state === 'emulated' || (relation.deferred && atEnd)) return true;
  if (sameTable(relation.child.table, relation.parent.table)) return atEnd;
  return !leadsToItself(relation, relations);
}

/** Whether it helps that children get another reference: none of them is deleted, and they change before their parents. */
function canMove({ relations, reach: { relation, event }, rows, alive }: StandingReferences): boolean {
  const action = event === 'delete' ? relation.onDelete : relation.onUpdate;
  const lost = rows.count !== alive.count || rows.exact !== alive.exact;
  if (alive.count === 0 || (lost && actionRules[action].blocks !== 'atEnd')) return false;
  return event === 'delete' || relation.state === 'emulated' || !leadsToItself(relation, relations);
}

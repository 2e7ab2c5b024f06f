import { tableText } from '../../src-main/model/identity.ts';
import type { ReferentialAction, Relation, RelationSide } from '../../src-main/model/relation.ts';

const actionWords: Readonly<Record<ReferentialAction, string>> = {
  cascade: 'cascade',
  restrict: 'restrict',
  noAction: 'no action',
  setNull: 'set null',
  setDefault: 'set default',
};

const stateWords: Readonly<Record<Relation['state'], string>> = {
  enforced: 'enforced',
  emulated: 'emulated',
  unvalidated: 'not validated',
  notEnforced: 'not enforced',
  stale: 'stale',
};

export const labelHeight = 16;

/** What stands on an edge: the action on delete. */
export function actionLabel(action: ReferentialAction): string {
  return actionWords[action].toUpperCase();
}

export function labelWidth(label: string): number {
  return Math.round(label.length * 6.7 + 12);
}

export function actionWord(action: ReferentialAction): string {
  return actionWords[action];
}

export function stateWord(state: Relation['state']): string {
  return stateWords[state];
}

/** "order_item.order_id -> order.id, on delete cascade, on update no action, enforced". */
export function relationSentence(relation: Relation): string {
  const actions = `on delete ${actionWords[relation.onDelete]}, on update ${actionWords[relation.onUpdate]}`;
  return `${sideWords(relation.child)} -> ${sideWords(relation.parent)}, ${actions}, ${stateWords[relation.state]}`;
}

function sideWords({ table, columns }: RelationSide): string {
  const [only, ...others] = columns;
  if (only !== undefined && others.length === 0) return `${tableText(table)}.${only}`;
  return `${tableText(table)}.(${columns.join(', ')})`;
}

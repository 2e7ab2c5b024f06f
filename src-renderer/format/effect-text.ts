import type { TableRef } from '../../src-main/model/catalog.ts';
import type { Effect } from '../../src-main/model/plan.ts';
import type { Relation } from '../../src-main/model/relation.ts';
import { actionText, sideText } from './relation-text.ts';

const verbs: Readonly<Record<Effect['action'], string>> = {
  delete: 'Delete',
  update: 'Update',
  insert: 'Insert',
};

export function effectVerb(action: Effect['action']): string {
  return verbs[action];
}

/** Why an effect happens: "Cascade through orders.customer_id"; what was asked for is the user's own. */
export function causeText(
  { cause }: Effect,
  relations: ReadonlyMap<string, Relation>,
  nameOf: (table: TableRef) => string,
): string {
  if (cause === null) return 'Your change';
  const relation = relations.get(cause.relation);
  const through = relation === undefined ? cause.relation : sideText(relation.child, nameOf);
  return `${actionText(cause.referentialAction)} through ${through}`;
}

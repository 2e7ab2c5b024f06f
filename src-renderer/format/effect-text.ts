import type { TableRef } from '../../src-main/model/catalog.ts';
import type { Effect } from '../../src-main/model/plan.ts';
import type { Relation } from '../../src-main/model/relation.ts';
import { t } from '../text/text.ts';
import { actionText, sideText } from './relation-text.ts';

export function effectVerb(action: Effect['action']): string {
  return t(`changes.verbs.${action}`);
}

/** Why an effect happens: "Cascade through orders.customer_id"; what was asked for is the user's own. */
export function causeText(
  { cause, orphansOf }: Pick<Effect, 'cause' | 'orphansOf'>,
  relations: ReadonlyMap<string, Relation>,
  nameOf: (table: TableRef) => string,
): string {
  if (cause === null) return t(orphansOf === undefined ? 'changes.yourChange' : 'changes.yourRepair');
  const relation = relations.get(cause.relation);
  const side = relation === undefined ? cause.relation : sideText(relation.child, nameOf);
  return t('changes.through', { action: actionText(cause.referentialAction), side });
}

import type { TableRef } from '../../src-main/model/catalog.ts';
import { tableText } from '../../src-main/model/identity.ts';
import type {
  ReferentialAction,
  Relation,
  RelationMode,
  RelationSide,
} from '../../src-main/model/relation.ts';
import { t } from '../text/text.ts';

export function actionText(action: ReferentialAction): string {
  return t(`relations.actions.${action}`);
}

export function modeText(mode: RelationMode): string {
  return t(`relations.modes.${mode}`);
}

export type StateText = {
  readonly label: string;
  readonly explanation: string;
};

export function stateText(state: Relation['state']): StateText {
  return { label: t(`relations.states.${state}`), explanation: t(`relations.explained.${state}`) };
}

type TableName = (table: TableRef) => string;

/** "orders.customer_id", "order_lines (order_id, line)". */
export function sideText({ table, columns }: RelationSide, nameOf: TableName = tableText): string {
  const [only, ...others] = columns;
  return others.length === 0 && only !== undefined
    ? `${nameOf(table)}.${only}`
    : `${nameOf(table)} (${columns.join(', ')})`;
}

/** "orders.customer_id → customers.id". */
export function relationText(
  relation: Pick<Relation, 'child' | 'parent'>,
  nameOf: TableName = tableText,
): string {
  return `${sideText(relation.child, nameOf)} → ${sideText(relation.parent, nameOf)}`;
}

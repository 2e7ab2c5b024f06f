import type { TableRef } from '../../src-main/model/catalog.ts';
import { tableText } from '../../src-main/model/identity.ts';
import type {
  ReferentialAction,
  Relation,
  RelationMode,
  RelationSide,
} from '../../src-main/model/relation.ts';

const actionTexts: Readonly<Record<ReferentialAction, string>> = {
  cascade: 'Cascade',
  restrict: 'Restrict',
  noAction: 'No action',
  setNull: 'Set null',
  setDefault: 'Set default',
};

export function actionText(action: ReferentialAction): string {
  return actionTexts[action];
}

const modeTexts: Readonly<Record<RelationMode, string>> = { foreignKeys: 'Foreign keys', prisma: 'Emulated' };

export function modeText(mode: RelationMode): string {
  return modeTexts[mode];
}

export type StateText = {
  readonly label: string;
  readonly explanation: string;
};

const stateTexts: Readonly<Record<Relation['state'], StateText>> = {
  enforced: {
    label: 'Enforced',
    explanation: 'A foreign key that the database checks.',
  },
  emulated: {
    label: 'Emulated',
    explanation: 'No foreign key: Referee keeps this relation on every write made through it.',
  },
  unvalidated: {
    label: 'Not validated',
    explanation: 'New writes are checked; rows that were there before never were.',
  },
  notEnforced: {
    label: 'Not enforced',
    explanation: 'Declared as a foreign key, but the database ignores it.',
  },
  stale: {
    label: 'Stale',
    explanation: 'A column or table of this relation is gone, so nobody keeps it.',
  },
};

export function stateText(state: Relation['state']): StateText {
  return stateTexts[state];
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

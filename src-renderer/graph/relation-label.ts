import { tableText } from '../../src-main/model/identity.ts';
import {
  actionWords,
  type ReferentialAction,
  type Relation,
  type RelationSide,
} from '../../src-main/model/relation.ts';
import { counted, t } from '../text/text.ts';
import type { Edge } from './edge.ts';
import { type EdgeMarks, indexSign, orphanSign } from './marks.ts';

export const labelHeight = 16;
export const signGap = 3;

/** What stands on an edge: the action on delete, as SQL spells it. */
export function actionLabel(action: ReferentialAction): string {
  return actionWords[action];
}

/** Beside the label. */
export function signsOf({ missingIndex, orphans }: EdgeMarks): readonly string[] {
  return [...(missingIndex ? [indexSign] : []), ...(orphans === null ? [] : [orphanSign(orphans)])];
}

export function pillWidth(text: string): number {
  return Math.round(text.length * 6.7 + 12);
}

/** Of pills side by side. */
export function labelWidth(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + pillWidth(text), Math.max(0, texts.length - 1) * signGap);
}

export function stateWord(state: Edge['state']): string {
  return t(`graph.state.${state}`);
}

/** "on delete cascade, on update no action". */
export function actionsSentence({ onDelete, onUpdate }: Pick<Relation, 'onDelete' | 'onUpdate'>): string {
  return t('graph.actions', {
    onDelete: t(`graph.action.${onDelete}`),
    onUpdate: t(`graph.action.${onUpdate}`),
  });
}

/** "order_item.order_id -> order.id, on delete cascade, on update no action, enforced". */
export function relationSentence(relation: Relation): string {
  return `${sidesText(relation)}, ${actionsSentence(relation)}, ${stateWord(relation.state)}`;
}

export function sidesText({ child, parent }: Pick<Relation, 'child' | 'parent'>): string {
  return `${sideWords(child)} -> ${sideWords(parent)}`;
}

/** What an edge is marked with, in words. */
export function markWords({ missingIndex, orphans }: EdgeMarks): readonly string[] {
  return [
    ...(missingIndex ? [t('graph.mark.missingIndex')] : []),
    ...(orphans === null ? [] : [counted('graph.mark.orphans', orphans.count, {}, orphans.exact)]),
  ];
}

function sideWords({ table, columns }: RelationSide): string {
  const [only, ...others] = columns;
  if (only !== undefined && others.length === 0) return `${tableText(table)}.${only}`;
  return `${tableText(table)}.(${columns.join(', ')})`;
}

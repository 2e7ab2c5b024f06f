import { actionWords, type ReferentialAction } from '../model/relation.ts';

/** `SET NULL` */
export function actionText(action: ReferentialAction): string {
  return actionWords[action];
}

/** `ON DELETE SET NULL` */
export function clauseText(event: 'onDelete' | 'onUpdate', action: ReferentialAction): string {
  return `${event === 'onDelete' ? 'ON DELETE' : 'ON UPDATE'} ${actionWords[action]}`;
}

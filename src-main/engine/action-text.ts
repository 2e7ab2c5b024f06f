import type { ReferentialAction } from '../model/relation.ts';

const words: Readonly<Record<ReferentialAction, string>> = {
  cascade: 'CASCADE',
  restrict: 'RESTRICT',
  noAction: 'NO ACTION',
  setNull: 'SET NULL',
  setDefault: 'SET DEFAULT',
};

/** `SET NULL` */
export function actionText(action: ReferentialAction): string {
  return words[action];
}

/** `ON DELETE SET NULL` */
export function clauseText(event: 'onDelete' | 'onUpdate', action: ReferentialAction): string {
  return `${event === 'onDelete' ? 'ON DELETE' : 'ON UPDATE'} ${words[action]}`;
}

import type { ReferentialAction } from '../../model/relation.ts';
import type { ActionRule } from './action-rule.ts';
import { cascade } from './cascade.ts';
import { noAction } from './no-action.ts';
import { restrict } from './restrict.ts';
import { setDefault } from './set-default.ts';
import { setNull } from './set-null.ts';

/** The rule of each referential action. */
export const actionRules: Readonly<Record<ReferentialAction, ActionRule>> = {
  cascade,
  restrict,
  noAction,
  setNull,
  setDefault,
};

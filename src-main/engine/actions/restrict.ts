import type { ActionRule } from './action-rule.ts';

/** A referenced parent cannot go; being reached by another cascade does not excuse a child. */
export const restrict: ActionRule = { deletesChildren: false, assigns: () => [], blocks: 'atOnce' };

import type { ActionRule } from './action-rule.ts';

/** In the end nothing may reference a parent that is gone; how it came about does not matter. */
export const noAction: ActionRule = { deletesChildren: false, assigns: () => [], blocks: 'atEnd' };

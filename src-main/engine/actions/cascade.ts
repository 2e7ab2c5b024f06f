import type { ActionRule } from './action-rule.ts';

/** Children go with their parent, and follow its key. */
export const cascade: ActionRule = {
  deletesChildren: true,
  assigns: ({ child }, event) =>
    event === 'delete' ? [] : child.columns.map((column) => ({ column, value: 'parentKey' })),
  blocks: null,
};

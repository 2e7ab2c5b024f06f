import { type ActionRule, writtenColumns } from './action-rule.ts';

/** Children stay and lose their reference. */
export const setNull: ActionRule = {
  deletesChildren: false,
  assigns: (relation, event) => writtenColumns(relation, event).map((column) => ({ column, value: 'null' })),
  blocks: null,
};

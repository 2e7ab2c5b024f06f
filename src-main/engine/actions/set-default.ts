import { type ActionRule, writtenColumns } from './action-rule.ts';

/** Children stay and reference what the defaults of their columns say, which must exist. */
export const setDefault: ActionRule = {
  deletesChildren: false,
  assigns: (relation, event) =>
    writtenColumns(relation, event).map((column) => ({ column, value: 'default' })),
  blocks: null,
};

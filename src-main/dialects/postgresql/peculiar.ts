import type { Dialect } from '../dialect.ts';

/**
 * A key that changes in its letters alone under a collation that calls them equal: the new letters are written into the
 * children, and RESTRICT takes them for another key.
 */
export const isPeculiar: Dialect['isPeculiar'] = ({ parent: { columns } }, parent, events) =>
  events.includes('update') &&
  parent.columns.some(({ name, collation }) => collation !== null && columns.includes(name));

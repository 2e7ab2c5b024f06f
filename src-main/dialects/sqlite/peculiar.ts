import { sameTable } from '../../model/identity.ts';
import type { Dialect } from '../dialect.ts';

/**
 * A reference of a row to itself: SQLite compares it letter by letter in one place and by the column's collation in
 * another, so that it refuses even some updates that change nothing.
 */
export const isPeculiar: Dialect['isPeculiar'] = ({ child, parent: { table, columns } }, parent) =>
  sameTable(child.table, table) &&
  parent.columns.some(({ name, collation }) => collation !== null && columns.includes(name));

import type { Table } from '../../model/catalog.ts';
import { sameTable } from '../../model/identity.ts';
import type { Dialect } from '../dialect.ts';

/**
 * A key that changes in its letters alone, as a capital: InnoDB takes it for another where it forbids or sets NULL. And a
 * row that references itself: InnoDB does not find it before the index of the key has it.
 */
export const isPeculiar: Dialect['isPeculiar'] = ({ child, parent: { columns } }, parent, events) =>
  (sameTable(child.table, parent) && !isPrimary(parent, columns)) ||
  (events.includes('update') &&
    parent.columns.some(({ name, kind }) => kind === 'text' && columns.includes(name)));

/** The index that each row enters first. */
function isPrimary({ primaryKey }: Table, columns: readonly string[]): boolean {
  return primaryKey?.columns.every((name) => columns.includes(name)) === true;
}

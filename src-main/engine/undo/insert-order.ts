import type { TableRef } from '../../model/catalog.ts';
import { sameTable } from '../../model/identity.ts';
import type { Relation } from '../../model/relation.ts';
import type { Suspension } from './way-back.ts';

/**
 * Whether rows come back that may reference rows of the same or of a later table, whose foreign keys then have to wait.
 * `tables`: those with rows to insert, parents first.
 */
export function isCircle(
  tables: readonly TableRef[],
  relations: readonly Relation[],
  suspension: Suspension,
): boolean {
  const place = (table: TableRef) => tables.findIndex((candidate) => sameTable(candidate, table));
  return relations.some(({ child, parent, state, deferred }) => {
    const enforced = state === 'enforced' || state === 'unvalidated';
    if (!enforced || place(child.table) === -1 || place(parent.table) < place(child.table)) return false;
    // A statement that inserts all rows of a table is checked at its end: a reference within the table is no obstacle.
    return suspension !== 'statement' || !(deferred || sameTable(child.table, parent.table));
  });
}

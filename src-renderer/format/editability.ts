import type { Table } from '../../src-main/model/catalog.ts';
import { keyColumns } from '../../src-main/model/identity.ts';

/** Why rows of a table cannot be changed, as a sentence; null: they can. */
export function whyReadOnly(table: Table, connectionReadOnly: boolean): string | null {
  if (connectionReadOnly) return 'This connection is read only.';
  if (table.kind === 'view' || table.kind === 'materializedView') {
    return `${table.name} is a view: change the rows of its tables instead.`;
  }
  if (keyColumns(table) === null) {
    return `${table.name} has no primary or unique key, so a single row cannot be told from another. It is read only.`;
  }
  return null;
}

import type { ForeignKey, TableRef } from '../../../model/catalog.ts';
import { tableKey, tableText } from '../../../model/identity.ts';
import type { Statement } from '../../../model/plan.ts';

/** Several actions in one ALTER TABLE: one lock, and one look at the table. */
export function alter(table: string, actions: readonly string[]): Statement {
  return { text: `ALTER TABLE ${table} ${actions.join(', ')}`, params: [] };
}

export function countOfKeys(count: number): string {
  return count === 1 ? '1 foreign key' : `${count} foreign keys`;
}

/** The parents other than the child itself, by name. */
export function parentsText(group: readonly { readonly key: ForeignKey }[]): string {
  const tables = new Map<string, TableRef>(group.map(({ key }) => [tableKey(key.parent), key.parent]));
  return [...tables.values()].map(tableText).join(', ');
}

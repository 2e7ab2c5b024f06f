import type { ChildCount, RecordsPage } from '../../src-main/contract/results.ts';
import type { TableRef } from '../../src-main/model/catalog.ts';
import type { Filter } from '../../src-main/model/change.ts';
import type { Row, Value } from '../../src-main/model/value.ts';
import { client } from '../client.ts';
import { useWorkbench } from './workbench.ts';

export type RowsAsked = {
  readonly columns?: readonly string[];
  readonly where?: Filter;
  readonly orderBy?: readonly { readonly column: string; readonly direction: 'asc' | 'desc' }[];
  readonly after?: readonly Value[];
  readonly limit: number;
};

/** Rows of any table, beside what a tab shows of it. */
export function readRows(table: TableRef, asked: RowsAsked, signal: AbortSignal): Promise<RecordsPage> {
  const { columns, orderBy, after, where, limit } = asked;
  return client.records.page(
    {
      connection: useWorkbench().handle(),
      table: { schema: table.schema, name: table.name },
      limit,
      ...(columns === undefined ? {} : { columns: [...columns] }),
      ...(where === undefined ? {} : { where }),
      ...(orderBy === undefined ? {} : { orderBy: orderBy.map((each) => ({ ...each })) }),
      ...(after === undefined ? {} : { after: [...after] }),
    },
    { signal },
  );
}

/** How many rows reference a row, by each relation; up to so many each. */
export function countChildren(
  table: TableRef,
  key: Row,
  signal: AbortSignal,
): Promise<readonly ChildCount[]> {
  return client.records.referencedBy(
    {
      connection: useWorkbench().handle(),
      table: { schema: table.schema, name: table.name },
      key,
      limit: 1000,
    },
    { signal },
  );
}

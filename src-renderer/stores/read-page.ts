import type { RecordsPage } from '../../src-main/contract/results.ts';
import type { Table } from '../../src-main/model/catalog.ts';
import { keyColumns } from '../../src-main/model/identity.ts';
import { client } from '../client.ts';
import {
  type LoadedPage,
  type PagePlace,
  pageRequest,
  pageSize,
  type RowPages,
  turned,
} from '../format/row-pages.ts';
import type { TableRecords } from './records.ts';
import { useWorkbench } from './workbench.ts';

type Asked = Pick<TableRecords, 'where' | 'order'>;

/** One page at its place, in the direction of its side. */
export async function readPage(
  table: Table,
  asked: Asked,
  pages: RowPages,
  place: PagePlace,
  signal: AbortSignal,
): Promise<LoadedPage & Pick<RecordsPage, 'columns'>> {
  const { reversed, ...request } = pageRequest(pages, place);
  const page = await requestPage(table, asked, { ...request, limit: pageSize }, signal);
  if (!reversed) return page;
  // Fewer than a page before one that is there: rows came or went meanwhile.
  if (page.rows.length === pageSize) return { ...turned(page), columns: page.columns };
  const offset = place.number * pageSize;
  return requestPage(table, asked, { offset, backwards: place.side === 'tail', limit: pageSize }, signal);
}

type PageRequested = {
  readonly after?: RecordsPage['next'];
  readonly offset?: number;
  readonly backwards?: boolean;
  readonly limit: number;
};

export function requestPage(
  table: Table,
  { where, order }: Asked,
  { after, ...request }: PageRequested,
  signal: AbortSignal,
): Promise<RecordsPage> {
  return client.records.page(
    {
      connection: useWorkbench().handle(),
      table: { schema: table.schema, name: table.name },
      columns: columnsToRead(table),
      ...request,
      ...(where === null ? {} : { where }),
      ...(order.length === 0 ? {} : { orderBy: [...order] }),
      ...(after === null || after === undefined ? {} : { after: [...after] }),
    },
    { signal },
  );
}

/** The table's columns, and a hidden row id where only that tells rows apart. */
function columnsToRead(table: Table): string[] {
  const names = table.columns.map(({ name }) => name);
  const hidden = (keyColumns(table) ?? []).filter((name) => !names.includes(name));
  return [...names, ...hidden];
}

import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import type { RecordsPage } from '../../src-main/contract/results.ts';
import type { Table } from '../../src-main/model/catalog.ts';
import type { Filter } from '../../src-main/model/change.ts';
import { keyColumns, tableKey } from '../../src-main/model/identity.ts';
import { client, toProblem } from '../client.ts';
import type { Problem } from '../format/message.ts';
import { useWorkbench } from './workbench.ts';

export type Order = { readonly column: string; readonly direction: 'asc' | 'desc' };
export type Where = Filter | { readonly sql: string };

/** What is loaded of one table: pages as far as a user has scrolled. */
export type TableRecords = {
  where: Where | null;
  order: Order | null;
  columns: RecordsPage['columns'];
  rows: RecordsPage['rows'];
  next: RecordsPage['next'];
  loading: boolean;
  /** False until the first page is here. */
  loaded: boolean;
  problem: Problem | null;
};

const pageSize = 200;

export const useRecords = defineStore('records', () => {
  const tables = shallowReactive(new Map<string, TableRecords>());
  const requests = new Map<string, AbortController>();

  function of(table: Table): TableRecords {
    const key = tableKey(table);
    const known = tables.get(key);
    if (known !== undefined) return known;
    const fresh = shallowReactive<TableRecords>({
      where: null,
      order: null,
      columns: [],
      rows: [],
      next: null,
      loading: false,
      loaded: false,
      problem: null,
    });
    tables.set(key, fresh);
    return fresh;
  }

  /** The first page anew; `change` sets another filter or order before. */
  async function load(
    table: Table,
    change: Partial<Pick<TableRecords, 'where' | 'order'>> = {},
  ): Promise<void> {
    const records = of(table);
    Object.assign(records, change);
    const page = await request(table, records, null);
    if (page === null) return;
    records.columns = page.columns;
    records.rows = page.rows;
    records.next = page.next;
    records.loaded = true;
  }

  async function loadMore(table: Table): Promise<void> {
    const records = of(table);
    if (records.next === null || records.loading) return;
    const page = await request(table, records, records.next);
    if (page === null) return;
    records.rows = [...records.rows, ...page.rows];
    records.next = page.next;
  }

  async function request(table: Table, records: TableRecords, after: RecordsPage['next']) {
    const key = tableKey(table);
    requests.get(key)?.abort();
    const controller = new AbortController();
    requests.set(key, controller);
    records.loading = true;
    records.problem = null;
    try {
      const page = await client.records.page(
        {
          connection: useWorkbench().handle(),
          table: { schema: table.schema, name: table.name },
          columns: columnsToRead(table),
          limit: pageSize,
          ...(records.where === null ? {} : { where: records.where }),
          ...(records.order === null ? {} : { orderBy: [records.order] }),
          ...(after === null ? {} : { after: [...after] }),
        },
        { signal: controller.signal },
      );
      return controller.signal.aborted ? null : page;
    } catch (error) {
      if (!controller.signal.aborted) records.problem = toProblem(error);
      return null;
    } finally {
      if (!controller.signal.aborted) records.loading = false;
    }
  }

  /** All tables that are on a tab, after a change may have touched any of them. */
  async function reloadAll(): Promise<void> {
    const { byKey } = useWorkbench();
    const known = [...tables].map(([key, records]) => ({ table: byKey.get(key), records }));
    await Promise.all(
      known.map(({ table, records }) =>
        table !== undefined && records.loaded ? load(table) : Promise.resolve(),
      ),
    );
  }

  function forget(key: string): void {
    requests.get(key)?.abort();
    requests.delete(key);
    tables.delete(key);
  }

  function clear(): void {
    for (const key of [...tables.keys()]) forget(key);
  }

  return { tables, of, load, loadMore, reloadAll, forget, clear };
});

/** The table's columns, and a hidden row id where only that tells rows apart. */
function columnsToRead(table: Table): string[] {
  const names = table.columns.map(({ name }) => name);
  const hidden = (keyColumns(table) ?? []).filter((name) => !names.includes(name));
  return [...names, ...hidden];
}

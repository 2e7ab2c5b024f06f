import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import type { RecordsPage } from '../../src-main/contract/results.ts';
import type { Table } from '../../src-main/model/catalog.ts';
import type { Filter } from '../../src-main/model/change.ts';
import { rowIdentity, tableKey } from '../../src-main/model/identity.ts';
import { client, type Problem, toProblem } from '../client.ts';
import {
  missingPages,
  noPages,
  type PagePlace,
  type RowPages,
  withCount,
  withoutFar,
  withPage,
} from '../format/row-pages.ts';
import { readPage } from './read-page.ts';
import { useWorkbench } from './workbench.ts';

export type Order = { readonly column: string; readonly direction: 'asc' | 'desc' };
export type Where = Filter | { readonly sql: string };

/** What is loaded of one table: the pages about the rows that a user looks at. */
export type TableRecords = {
  where: Where | null;
  order: readonly Order[];
  columns: RecordsPage['columns'];
  pages: RowPages;
  loading: boolean;
  /** A count of all rows that a user asked for is under way. */
  counting: boolean;
  /** False until the first page is here. */
  loaded: boolean;
  problem: Problem | null;
};

type View = { readonly from: number; readonly to: number };
type Reading = {
  readonly running: Map<string, AbortController>;
  view: View;
  /** All is read anew: what is in view is read along with it. */
  renewing: boolean;
  counting: AbortController | null;
};

/** How long rows are counted that nobody asked to be counted, so that the scrollbar spans them all. */
const patience = 2000;
/** So many are counted wherever they are: that takes no time to speak of. */
const few = 100_000;

export const useRecords = defineStore('records', () => {
  const tables = shallowReactive(new Map<string, TableRecords>());
  const readings = new Map<string, Reading>();

  function of(table: Table): TableRecords {
    const key = tableKey(table);
    const known = tables.get(key);
    if (known !== undefined) return known;
    const fresh = shallowReactive<TableRecords>({
      where: null,
      order: [],
      columns: [],
      pages: noPages(rowIdentity(table) !== null),
      loading: false,
      counting: false,
      loaded: false,
      problem: null,
    });
    tables.set(key, fresh);
    return fresh;
  }

  function readingOf(table: Table): Reading {
    const key = tableKey(table);
    const reading = readings.get(key) ?? {
      running: new Map(),
      view: { from: 0, to: 0 },
      renewing: false,
      counting: null,
    };
    readings.set(key, reading);
    return reading;
  }

  /** All anew; `change` sets another filter or order before, which shows the first rows. */
  async function load(
    table: Table,
    change: Partial<Pick<TableRecords, 'where' | 'order'>> = {},
  ): Promise<void> {
    const records = of(table);
    const reading = readingOf(table);
    stop(reading);
    records.counting = false;
    const isOther = Object.keys(change).length > 0;
    Object.assign(records, change);
    const { count } = records.pages;
    if (isOther || count === 0) reading.view = { from: 0, to: 0 };
    const estimate = isOther || count === 0 ? (records.where === null ? table.rowEstimate : null) : count;
    const empty = noPages(records.pages.jumps, estimate);
    const places = [
      ...missingPages({ ...empty, count: 1 }, 0, 0),
      ...missingPages(empty, reading.view.from, reading.view.to),
    ];
    reading.renewing = true;
    const isWhole = await read(table, records, empty, places);
    if (!isWhole) return;
    reading.renewing = false;
    if (!records.pages.jumps) return;
    const isCheap = estimate === null || estimate < few;
    if (!records.pages.exact && isCheap && records.problem === null) void glance(table, records);
  }

  /** Reads what is missing of the rows in view, and a little beyond. */
  function show(table: Table, from: number, to: number): void {
    const records = of(table);
    const reading = readingOf(table);
    reading.view = { from, to };
    if (!records.loaded || reading.renewing) return;
    const places = missingPages(records.pages, from - 50, to + 100);
    for (const [name, running] of reading.running) {
      if (!places.some((place) => placeName(place) === name)) running.abort();
    }
    const fresh = places.filter((place) => !reading.running.has(placeName(place)));
    if (fresh.length > 0) void read(table, records, null, fresh);
  }

  /**
   * `onto`: what the pages replace once the first is here; null: they come to those that are there. False: it was stopped,
   * and something else is read instead.
   */
  async function read(
    table: Table,
    records: TableRecords,
    onto: RowPages | null,
    places: readonly PagePlace[],
  ): Promise<boolean> {
    const { running } = readingOf(table);
    const before = onto ?? records.pages;
    let replaced = onto === null;
    records.loading = true;
    records.problem = null;
    let isStopped = false;
    await Promise.all(
      places.map(async (place) => {
        const controller = new AbortController();
        controller.signal.addEventListener('abort', () => {
          isStopped = true;
        });
        running.set(placeName(place), controller);
        const { signal } = controller;
        try {
          const page = await readPage(table, records, before, place, signal);
          if (signal.aborted) return;
          const arrived = withPage(replaced ? records.pages : before, place, page);
          const { view } = readingOf(table);
          records.columns = page.columns;
          records.pages = withoutFar(arrived, view.from, view.to);
          records.loaded = true;
          replaced = true;
          if (page.rows.length === 0 && place.number > 0) void count(table);
        } catch (error) {
          if (!signal.aborted) records.problem = toProblem(error);
        } finally {
          if (running.get(placeName(place)) === controller) running.delete(placeName(place));
        }
      }),
    );
    if (running.size === 0) records.loading = false;
    return !isStopped;
  }

  /** Counts the rows, as a user asked; a second time, it is cancelled. */
  async function count(table: Table): Promise<void> {
    const records = of(table);
    const reading = readingOf(table);
    if (records.counting) return reading.counting?.abort();
    records.counting = true;
    try {
      await countRows(table, records, new AbortController());
    } catch (error) {
      if (reading.counting?.signal.aborted !== true) records.problem = toProblem(error);
    } finally {
      records.counting = false;
    }
  }

  /** Nothing waits for it, and it gives up soon. */
  async function glance(table: Table, records: TableRecords): Promise<void> {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), patience);
    await countRows(table, records, controller).catch(() => {});
    clearTimeout(timer);
  }

  async function countRows(table: Table, records: TableRecords, controller: AbortController): Promise<void> {
    const reading = readingOf(table);
    reading.counting?.abort();
    reading.counting = controller;
    const { where } = records;
    const result = await client.records.count(
      {
        connection: useWorkbench().handle(),
        table: { schema: table.schema, name: table.name },
        ...(where === null ? {} : { where }),
      },
      { signal: controller.signal },
    );
    if (!controller.signal.aborted && where === records.where && records.pages.jumps) {
      records.pages = withCount(records.pages, result.count);
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

  function stop({ running, counting }: Reading): void {
    for (const controller of running.values()) controller.abort();
    running.clear();
    counting?.abort();
  }

  function forget(key: string): void {
    const reading = readings.get(key);
    if (reading !== undefined) stop(reading);
    readings.delete(key);
    tables.delete(key);
  }

  function clear(): void {
    for (const key of [...tables.keys()]) forget(key);
  }

  return { tables, of, load, show, count, reloadAll, forget, clear };
});

function placeName({ side, number }: PagePlace): string {
  return `${side} ${number}`;
}

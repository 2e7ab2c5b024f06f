import type { RecordsPage } from '../../src-main/contract/results.ts';
import type { Table } from '../../src-main/model/catalog.ts';
import { keyColumns } from '../../src-main/model/identity.ts';
import type { Row } from '../../src-main/model/value.ts';
import { client } from '../client.ts';
import { rowFilter } from '../format/filter-terms.ts';
import type { RowValues } from '../format/row-pages.ts';
import { rowKey } from '../format/staged-edits.ts';
import { requestPage } from './read-page.ts';
import { useRecords } from './records.ts';
import { useWorkbench } from './workbench.ts';

export type KeyedRow = { readonly key: Row; readonly values: RowValues };

const pageSize = 1000;
/** Keys that one statement looks for. */
const together = 200;

/** Rows of a table by its filter and order, beyond those that are kept to be shown. */
export function useRowReader() {
  const records = useRecords();

  /** From a place on, page by page; `count` null: up to the end. */
  async function* pages(
    table: Table,
    from: number,
    count: number | null,
    signal: AbortSignal,
  ): AsyncGenerator<readonly RowValues[], void> {
    const { where, order, pages: known } = records.of(table);
    const asked = { where, order };
    // Where no page can be jumped to, those before are read as well.
    let skip = known.jumps ? 0 : from;
    let left = (count ?? Number.POSITIVE_INFINITY) + skip;
    let after: RecordsPage['next'] = null;
    while (left > 0) {
      const offset: { readonly offset?: number } =
        after === null && from > 0 && known.jumps ? { offset: from } : {};
      const limit = Math.min(pageSize, left);
      const page: RecordsPage = await requestPage(table, asked, { after, ...offset, limit }, signal);
      yield page.rows.slice(skip);
      skip = Math.max(0, skip - page.rows.length);
      left -= page.rows.length;
      after = page.next;
      if (after === null) return;
    }
  }

  /** In the order of their keys; one that is gone is left out. */
  async function* byKeys(
    table: Table,
    keys: readonly Row[],
    signal: AbortSignal,
  ): AsyncGenerator<readonly KeyedRow[], void> {
    const names = keyColumns(table) ?? [];
    for (let start = 0; start < keys.length; start += together) {
      const some = keys.slice(start, start + together);
      const asked = { where: { or: some.map(rowFilter) }, order: [] };
      const page = await requestPage(table, asked, { limit: together }, signal);
      const places = names.map((name) => page.columns.findIndex((column) => column.name === name));
      const keyOf = (row: RowValues) =>
        names.map((name, at) => [name, row[places[at] ?? -1] ?? null] as const);
      const byKey = new Map(page.rows.map((row) => [rowKey(Object.fromEntries(keyOf(row))), row]));
      yield some.flatMap((key) => {
        const values = byKey.get(rowKey(key));
        return values === undefined ? [] : [{ key, values }];
      });
    }
  }

  async function read(table: Table, from: number, count: number): Promise<readonly RowValues[]> {
    const rows: RowValues[] = [];
    for await (const page of pages(table, from, count, new AbortController().signal)) rows.push(...page);
    return rows;
  }

  /** Rows as INSERT statements in the engine's own spelling. */
  async function script(
    table: Table,
    columns: readonly string[],
    rows: readonly RowValues[],
  ): Promise<string> {
    const { text } = await client.records.script({
      connection: useWorkbench().handle(),
      table: { schema: table.schema, name: table.name },
      columns: [...columns],
      rows: rows.map((row) => [...row]),
    });
    return text;
  }

  return { pages, byKeys, read, script };
}

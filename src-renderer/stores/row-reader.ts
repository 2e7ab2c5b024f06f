import type { RecordsPage } from '../../src-main/contract/results.ts';
import type { Table } from '../../src-main/model/catalog.ts';
import { client } from '../client.ts';
import type { RowValues } from '../format/row-pages.ts';
import { requestPage } from './read-page.ts';
import { useRecords } from './records.ts';
import { useWorkbench } from './workbench.ts';

const pageSize = 1000;

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

  return { pages, read, script };
}

import type { Table } from '../../src-main/model/catalog.ts';
import type { Row } from '../../src-main/model/value.ts';
import type { GridColumn } from '../components/records/grid-model.ts';
import type { RowValues } from '../format/row-pages.ts';
import type { TextForm } from '../format/table-text.ts';
import { type KeyedRow, useRowReader } from '../stores/row-reader.ts';
import type { FileSink } from './file-sink.ts';
import { rowTexts } from './row-texts.ts';

/** All rows of a view, some by their keys, or some by their places. */
export type ExportedRows =
  | { readonly kind: 'all' }
  | { readonly kind: 'keys'; readonly keys: readonly Row[] }
  | { readonly kind: 'places'; readonly from: number; readonly count: number };

/** Writes rows as the database holds them, page by page; gives how many. Rejects when it is aborted. */
export async function exportRows(parts: {
  table: Table;
  rows: ExportedRows;
  columns: readonly GridColumn[];
  form: TextForm;
  headers: boolean;
  sink: FileSink;
  signal: AbortSignal;
  written(count: number): void;
}): Promise<number> {
  const { table, columns, sink, signal } = parts;
  const reader = useRowReader();
  const names = columns.map(({ column }) => column.name);
  const texts = rowTexts(table, parts.form, names, parts.headers);
  let count = 0;
  await sink.write(texts.start);
  for await (const page of pagesOf(reader, table, parts.rows, signal)) {
    signal.throwIfAborted();
    const text = await texts.piece(page.map((values) => columns.map(({ at }) => values[at])));
    await sink.write(text);
    count += page.length;
    parts.written(count);
  }
  signal.throwIfAborted();
  await sink.write(count === 0 ? emptyEnd(parts.form, texts.end) : texts.end);
  return count;
}

function pagesOf(
  reader: ReturnType<typeof useRowReader>,
  table: Table,
  rows: ExportedRows,
  signal: AbortSignal,
): AsyncGenerator<readonly RowValues[], void> {
  if (rows.kind === 'keys') return valuesOf(reader.byKeys(table, rows.keys, signal));
  if (rows.kind === 'places') return reader.pages(table, rows.from, rows.count, signal);
  return reader.pages(table, 0, null, signal);
}

async function* valuesOf(
  pages: AsyncIterable<readonly KeyedRow[]>,
): AsyncGenerator<readonly RowValues[], void> {
  for await (const page of pages) yield page.map(({ values }) => values);
}

/** Without rows, nothing has to end the last of them. */
function emptyEnd(form: TextForm, end: string): string {
  return form === 'json' ? end : '';
}

import type { Table } from '../../src-main/model/catalog.ts';
import type { CellRange, GridColumn, GridRow } from '../components/records/grid-model.ts';
import { type PasteProblem, pasteCells } from '../format/paste-cells.ts';
import { parseTsv, type TextForm } from '../format/table-text.ts';
import { useMessages } from '../stores/messages.ts';
import { useStagedEdits } from '../stores/staged-edits.ts';
import { counted, t } from '../text/text.ts';
import type { RecordRows } from './record-rows.ts';
import { rowTexts } from './row-texts.ts';
import { setCells } from './set-cells.ts';

/** Copies the selected cells, and pastes over them. */
export function useClipboard(parts: {
  table: Table;
  rows(): RecordRows;
  /** As they stand on the screen. */
  columns(): readonly GridColumn[];
  /** The selected cells, or the active one; null: none. */
  range(): CellRange | null;
  rowsAt(from: number, to: number): Promise<readonly GridRow[] | null>;
  readOnly(): boolean;
}) {
  const { table } = parts;
  const messages = useMessages();
  const staged = useStagedEdits();

  async function copy(form: TextForm = 'tsv', headers = form !== 'tsv'): Promise<void> {
    const range = parts.range();
    if (range === null) return;
    const columns = parts.columns().slice(range.left, range.right + 1);
    const rows = await parts.rowsAt(range.top, range.bottom);
    if (rows === null) return;
    const texts = rowTexts(
      table,
      form,
      columns.map(({ column }) => column.name),
      headers,
    );
    try {
      const values = rows.map((row) => columns.map(({ at }) => row.values[at]));
      await navigator.clipboard.writeText(texts.start + (await texts.piece(values)) + texts.end);
      if (rows.length > 1) messages.say('info', counted('grid.copied', rows.length));
    } catch (error) {
      messages.report(error);
    }
  }

  async function paste(text: string): Promise<void> {
    const range = parts.range();
    if (range === null || parts.readOnly()) return;
    const given = parseTsv(text);
    const wide = given[0]?.length === 1 && given.length === 1;
    const height = wide ? range.bottom - range.top + 1 : given.length;
    const count = parts.rows().count;
    const rows = await parts.rowsAt(range.top, Math.min(range.top + height, count) - 1);
    if (rows === null) return;
    const result = pasteCells({ given, range, columns: parts.columns(), rows });
    if (!result.ok) {
      messages.say('danger', t('grid.pasteNothing'), problemText(result.problem));
      return;
    }
    staged.step(() => {
      setCells(staged, table, result.cells, (id) => parts.rows().existing(id));
      if (result.added.length > 0) staged.insertRows(table, result.added);
    });
  }

  return { copy, paste };
}

function problemText(problem: PasteProblem): string {
  const { row, column, value } = problem;
  if (problem.kind === 'value') return t('grid.pasteValue', { row, column, value, problem: problem.message });
  return t(problem.kind === 'readOnly' ? 'grid.pasteReadOnly' : 'grid.pasteTooWide', { row, column, value });
}

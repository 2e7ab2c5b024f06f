import type { Table } from '../../src-main/model/catalog.ts';
import type { CellRange } from '../components/records/grid-model.ts';
import type { GridColumns } from '../components/records/use-grid-columns.ts';
import type { Command } from '../format/commands.ts';
import { useMessages } from '../stores/messages.ts';
import { useRecords } from '../stores/records.ts';
import { counted } from '../text/text.ts';
import type { useClipboard } from './use-clipboard.ts';

/** What can be done with the table that is shown, for the palette. */
export function recordCommands(parts: {
  table: Table;
  columns: GridColumns;
  clipboard: ReturnType<typeof useClipboard>;
  /** Name of the column of the active cell; null: there is none. */
  activeColumn(): string | null;
  range(): CellRange | null;
  fit(columns: readonly string[]): void;
  filter(): void;
  buildFilter(): void;
  peek(): void;
  row(): void;
  exportRows(): void;
}): readonly Command[] {
  const { table, columns, clipboard } = parts;
  const records = useRecords();
  const messages = useMessages();
  const hasCells = () => parts.range() !== null;
  const hasColumn = () => parts.activeColumn() !== null;
  const onColumn = (run: (name: string) => void) => () => {
    const name = parts.activeColumn();
    if (name !== null) run(name);
  };

  async function count() {
    await records.count(table);
    const { problem, pages } = records.of(table);
    if (problem === null && pages.exact) messages.say('info', counted('grid.counted', pages.count));
  }

  return [
    { id: 'records.filter', run: parts.filter },
    { id: 'records.buildFilter', run: parts.buildFilter },
    { id: 'records.peek', run: parts.peek },
    { id: 'records.row', run: parts.row },
    { id: 'records.reload', run: () => void records.load(table) },
    { id: 'records.count', run: () => void count() },
    { id: 'records.export', run: parts.exportRows },
    { id: 'records.copy', enabled: hasCells, run: () => void clipboard.copy() },
    { id: 'records.copyHeaders', enabled: hasCells, run: () => void clipboard.copy('tsv', true) },
    { id: 'records.copyCsv', enabled: hasCells, run: () => void clipboard.copy('csv') },
    { id: 'records.copyJson', enabled: hasCells, run: () => void clipboard.copy('json') },
    { id: 'records.copySql', enabled: hasCells, run: () => void clipboard.copy('sql') },
    { id: 'records.copyMarkdown', enabled: hasCells, run: () => void clipboard.copy('markdown') },
    {
      id: 'records.pinColumn',
      enabled: hasColumn,
      run: onColumn((name) => columns.pin(name, columns.pinOf(name) === false ? 'start' : false)),
    },
    {
      id: 'records.hideColumn',
      enabled: () => hasColumn() && columns.shown.value.length > 1,
      run: onColumn((name) => columns.setShown(name, false)),
    },
    {
      id: 'records.fitColumns',
      run: () => parts.fit(columns.shown.value.map(({ column }) => column.column.name)),
    },
    { id: 'records.resetColumns', run: columns.reset },
  ];
}

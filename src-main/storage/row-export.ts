import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import type { TableRef } from '../model/catalog.ts';
import { AppError } from '../model/error.ts';
import { sameTable, tableText } from '../model/identity.ts';
import { type Value, valueText } from '../model/value.ts';

export const exportFormats = ['jsonl', 'csv'] as const;
/** `jsonl`: `{"table":{..},"row":{..}}` a line. `csv`: rows below the names of their columns, a file for each table (RFC 4180). */
export type ExportFormat = (typeof exportFormats)[number];

/** Where rows go before they are deleted. `append`: to a file that earlier rows of the same repair are in. */
export type ExportTo = {
  readonly file: string;
  readonly format: ExportFormat;
  readonly append: boolean;
  /** The table whose rows go into the file itself. */
  readonly table: TableRef;
};

export type RowExport = ReturnType<typeof openRowExport>;

/** Where the rows of a table go: CSV of any other table into a file of its own, beside the named one. */
export function exportFile(to: ExportTo, table: TableRef): string {
  const { file, format } = to;
  if (format === 'jsonl' || sameTable(table, to.table)) return file;
  const { dir, name, ext } = parse(file);
  // Whatever signs a name of a table holds, it names no other folder, and no two tables the same file.
  const tableName = encodeURIComponent(tableText(table)).replaceAll('*', '%2A');
  return join(dir, `${name}.${tableName}${ext}`);
}

/** `request.invalid`: a file cannot be made, or is there already. */
export function openRowExport(to: ExportTo) {
  const files = new Map<string, ReturnType<typeof openFile>>();

  function fileOf(table: TableRef): ReturnType<typeof openFile> {
    const path = exportFile(to, table);
    const opened = files.get(path) ?? openFile({ ...to, file: path });
    files.set(path, opened);
    return opened;
  }

  fileOf(to.table);
  return {
    write: (table: TableRef, columns: readonly string[], rows: Iterable<readonly Value[]>): void =>
      fileOf(table).write(table, columns, rows),

    /** The rows survive a power cut from here on. */
    finish(): void {
      for (const one of files.values()) one.finish();
      const folder = openSync(dirname(to.file), 'r');
      fsyncSync(folder);
      closeSync(folder);
    },

    /** The rows were not deleted after all: the files are as they were before. */
    withdraw(): void {
      for (const one of files.values()) one.withdraw();
    },
  };
}

/** Opens one file, which only its user may read. */
function openFile({ file, format, append }: Omit<ExportTo, 'table'>) {
  const opened = open(file, append);
  const before = fstatSync(opened).size;
  let isOpen = true;
  let hasHeader = before > 0;

  function close(): void {
    if (isOpen) closeSync(opened);
    isOpen = false;
  }

  return {
    write(table: TableRef, columns: readonly string[], rows: Iterable<readonly Value[]>): void {
      const lines: string[] = [];
      if (format === 'csv' && !hasHeader) lines.push(columns.map(field).join(','));
      hasHeader = true;
      for (const values of rows) {
        lines.push(format === 'csv' ? values.map(field).join(',') : line(table, columns, values));
      }
      const end = format === 'csv' ? '\r\n' : '\n';
      if (lines.length > 0) writeSync(opened, lines.map((text) => text + end).join(''));
    },

    finish(): void {
      fsyncSync(opened);
      close();
    },

    withdraw(): void {
      close();
      if (!append || before === 0) {
        rmSync(file, { force: true });
        return;
      }
      const again = openSync(file, 'r+');
      ftruncateSync(again, before);
      closeSync(again);
    },
  };
}

function open(file: string, append: boolean): number {
  try {
    return openSync(file, append ? 'a' : 'wx', 0o600);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('request.invalid', `The rows cannot be exported to ${file}: ${reason}.`, {
      hint: 'Nothing was deleted. Name a file that does not exist yet, in a folder that can be written to.',
      cause: error,
    });
  }
}

function line({ schema, name }: TableRef, columns: readonly string[], values: readonly Value[]): string {
  const row = Object.fromEntries(columns.map((column, i) => [column, values[i] ?? null]));
  return JSON.stringify({ table: { schema, name }, row });
}

/** NULL is nothing at all, an empty text is quoted. */
function field(value: Value): string {
  if (value === null) return '';
  const text = valueText(value);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

import { isTagged, type Value, valueText } from '../../src-main/model/value.ts';

/** Forms of rows as text. NULL differs from an empty text in all but `tsv` and `markdown`; bytes are hexadecimal, as 0x... */
export const textForms = ['tsv', 'csv', 'json', 'sql', 'markdown'] as const;
export type TextForm = (typeof textForms)[number];

type Cell = Value | undefined;

/** A text that is written in pieces: `start`, then the rows with `between` them, then `end`. */
export type TextWriter = {
  readonly start: string;
  readonly between: string;
  readonly end: string;
  row(values: readonly Cell[]): string;
};

/** Writers of all forms but SQL, which is the engine's own. `headers`: whether names stand above the rows. */
export function textWriter(
  form: Exclude<TextForm, 'sql'>,
  columns: readonly string[],
  headers: boolean,
): TextWriter {
  switch (form) {
    case 'tsv': {
      const row = (values: readonly Cell[]) => values.map(tsvField).join('\t');
      return { start: headers ? `${row(columns)}\n` : '', between: '\n', end: '', row };
    }
    case 'csv': {
      const row = (values: readonly Cell[]) => values.map(csvField).join(',');
      return { start: headers ? `${row(columns)}\r\n` : '', between: '\r\n', end: '\r\n', row };
    }
    case 'json': {
      const names = columns.map((name) => JSON.stringify(name));
      const row = (values: readonly Cell[]) =>
        `  {${values.map((value, at) => `${names[at]}: ${jsonText(value)}`).join(', ')}}`;
      return { start: '[\n', between: ',\n', end: '\n]\n', row };
    }
    case 'markdown': {
      const row = (values: readonly Cell[]) => `| ${values.map(markdownField).join(' | ')} |`;
      return {
        start: `${row(columns)}\n|${columns.map(() => ' --- |').join('')}\n`,
        between: '\n',
        end: '\n',
        row,
      };
    }
  }
}

/** Rows as a whole text. */
export function writtenRows(writer: TextWriter, rows: readonly (readonly Cell[])[]): string {
  return `${writer.start}${rows.map((row) => writer.row(row)).join(writer.between)}${writer.end}`;
}

function tsvField(value: Cell): string {
  if (value === null || value === undefined) return '';
  const text = valueText(value);
  return /[\t\n\r"]/.test(text) ? quoted(text) : text;
}

/** NULL is nothing at all, an empty text a pair of quotes. */
function csvField(value: Cell): string {
  if (value === null || value === undefined) return '';
  const text = valueText(value);
  return text === '' || /[,"\n\r]/.test(text) || text.trim() !== text ? quoted(text) : text;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Numbers of any size stand with all their digits, which JSON allows; documents stand as they are. */
function jsonText(value: Cell): string {
  if (value === undefined) return 'null';
  if (!isTagged(value)) return JSON.stringify(value);
  const isNumber = value.type === 'integer' || value.type === 'decimal';
  if (isNumber && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(value.text)) return value.text;
  return value.type === 'json' ? value.text : JSON.stringify(valueText(value));
}

function markdownField(value: Cell): string {
  if (value === null || value === undefined) return 'NULL';
  return valueText(value)
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll(/\r\n|\r|\n/g, '<br>');
}

/** Rows of a spreadsheet: tab-separated, with fields in quotes that hold line breaks, tabs or quotes. */
export function parseTsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const isQuoted = text[at] === '"';
    const match = isQuoted ? /"((?:[^"]|"")*)"(?=[\t\r\n]|$)/y : /[^\t\r\n]*/y;
    match.lastIndex = at;
    const found = match.exec(text);
    const plain = /[^\t\r\n]*/y;
    plain.lastIndex = at;
    const raw = found?.[0] ?? plain.exec(text)?.[0] ?? '';
    row.push(found?.[1] === undefined ? raw : found[1].replaceAll('""', '"'));
    at += raw.length;
    if (text[at] === '\t') {
      at += 1;
      if (at === text.length) row.push('');
    } else if (at < text.length) {
      at += text.startsWith('\r\n', at) ? 2 : 1;
      rows.push(row);
      row = [];
    }
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

import { type Value, valueText } from '../../src-main/model/value.ts';

/** Rows as tab-separated text for a spreadsheet: NULL and defaults are empty, what would break a cell stands in quotes. */
export function rowsAsText(rows: readonly (readonly (Value | undefined)[])[]): string {
  return rows.map((values) => values.map(field).join('\t')).join('\n');
}

function field(value: Value | undefined): string {
  if (value === null || value === undefined) return '';
  const text = valueText(value);
  // An empty text stands in quotes, so that it is told from NULL.
  return text === '' || /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

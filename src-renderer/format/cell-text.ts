import type { Column } from '../../src-main/model/catalog.ts';
import { isTagged, type Value, valueText } from '../../src-main/model/value.ts';

const longest = 300;

/** A value on one line of a grid: line breaks shown as ⏎, cut where no cell could show more. */
export function cellText(value: Value): string {
  const text = valueText(value);
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return cut.replaceAll(/\r\n|\r|\n/g, '⏎');
}

/** The text an editor starts with, which `parseValue` reads back as the same value. */
export function editorText(value: Value): string {
  if (value === null) return '';
  return isTagged(value) ? value.text : String(value);
}

/** Numbers stand right, so that their digits do. */
export function isNumeric(column: Pick<Column, 'kind'>): boolean {
  return column.kind === 'integer' || column.kind === 'decimal' || column.kind === 'float';
}

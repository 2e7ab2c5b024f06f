import type { Column } from '../../src-main/model/catalog.ts';
import { isTagged, type Value, valueText } from '../../src-main/model/value.ts';

const longest = 300;

/** A stretch of a text as it is, or signs that stand for what nobody could see. */
export type CellPart = { readonly text: string; readonly isSign: boolean };

/**
 * A value on one line of a grid: line breaks, tabs and control signs, blanks at the ends and signs that turn the direction
 * of a text have signs that can be seen; cut where no cell could show more.
 */
export function cellParts(value: Value): readonly CellPart[] {
  const text = shortened(valueText(value));
  const parts: CellPart[] = [];
  let done = 0;
  for (const { index, 0: hidden } of text.matchAll(unseen)) {
    if (index > done) parts.push({ text: text.slice(done, index), isSign: false });
    parts.push({ text: signsOf(hidden), isSign: true });
    done = index + hidden.length;
  }
  if (done < text.length || parts.length === 0) parts.push({ text: text.slice(done), isSign: false });
  return parts;
}

/** What `cellParts` gives where there is nothing that nobody could see, which is nearly always; null: there is. */
export function plainText(value: Value): string | null {
  const text = shortened(valueText(value));
  return text.search(unseen) === -1 ? text : null;
}

export function cellText(value: Value): string {
  return cellParts(value)
    .map(({ text }) => text)
    .join('');
}

/** Blanks at either end; controls; what joins nothing and shows nothing; marks and overrides of direction. */
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are looked for
  /^[ \u00a0]+|[ \u00a0]+$|(?:\r\n|[\u0000-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff])+/g;

const names: Readonly<Record<string, string>> = {
  '\r\n': '⏎',
  '\n': '⏎',
  '\r': '\\r',
  '\u0000': '\\0',
  '\u001b': '\\e',
  '\t': '⇥',
  ' ': '·',
  '\u00a0': '⍽',
};

function signsOf(hidden: string): string {
  return hidden.replaceAll(/\r\n|[\s\S]/g, (sign) => {
    return names[sign] ?? `⟨${sign.charCodeAt(0).toString(16).padStart(2, '0')}⟩`;
  });
}

/** Never between the two halves of a sign. */
function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

/** The text an editor starts with, which `parseValue` reads back as the same value. */
export function editorText(value: Value): string {
  if (value === null) return '';
  if (Object.is(value, -0)) return '-0';
  return isTagged(value) ? value.text : String(value);
}

/** Numbers stand right, so that their digits do. */
export function isNumeric(column: Pick<Column, 'kind'>): boolean {
  return column.kind === 'integer' || column.kind === 'decimal' || column.kind === 'float';
}

import type { Column } from '../../src-main/model/catalog.ts';
import type { Row, Value } from '../../src-main/model/value.ts';
import { parseValue } from './parse-value.ts';

type PastedColumn = { readonly column: Column; readonly writable: boolean; readonly at: number };
type PastedRow = {
  readonly state: string;
  readonly editable: boolean;
  readonly values: readonly (Value | undefined)[];
};
type Corner = {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
};

/** Why nothing is pasted: at a row of what is pasted, from 1, and a column. */
export type PasteProblem = {
  readonly kind: 'value' | 'readOnly' | 'tooWide';
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly message: string;
};

export type PastedCell<R> = { readonly row: R; readonly column: string; readonly value: Value };

export type PasteResult<R> =
  | { readonly ok: true; readonly cells: readonly PastedCell<R>[]; readonly added: readonly Row[] }
  | { readonly ok: false; readonly problem: PasteProblem };

/**
 * The texts of a clipboard as values of cells, from the corner of the selection on; a single text fills all of it. `rows`:
 * those from its first row on that exist; what goes beyond them is added. All is pasted, or nothing.
 */
export function pasteCells<R extends PastedRow>(parts: {
  readonly given: readonly (readonly string[])[];
  readonly range: Corner;
  readonly columns: readonly PastedColumn[];
  readonly rows: readonly R[];
}): PasteResult<R> {
  const { range, columns, rows } = parts;
  const texts = filled(parts.given, range);
  const cells: PastedCell<R>[] = [];
  const added: Row[] = [];
  for (const [index, line] of texts.entries()) {
    const row = rows[index];
    const fresh: [string, Value][] = [];
    for (const [step, text] of line.entries()) {
      const target = columns[range.left + step];
      const place = { row: index + 1, column: target?.column.name ?? '', value: text, message: '' };
      if (target === undefined) return { ok: false, problem: { ...place, kind: 'tooWide' } };
      const isClosed = row !== undefined && (!row.editable || row.state === 'deleted');
      if (!target.writable || isClosed) return { ok: false, problem: { ...place, kind: 'readOnly' } };
      const parsed = parseCell(text, target.column, row?.values[target.at] ?? null);
      if (!parsed.ok) return { ok: false, problem: { ...place, kind: 'value', message: parsed.message } };
      if (row === undefined) fresh.push([target.column.name, parsed.value]);
      else cells.push({ row, column: target.column.name, value: parsed.value });
    }
    if (row === undefined) added.push(Object.fromEntries(fresh));
  }
  return { ok: true, cells, added };
}

function filled(given: readonly (readonly string[])[], range: Corner): readonly (readonly string[])[] {
  const only = given.length === 1 && given[0]?.length === 1 ? given[0][0] : undefined;
  if (only === undefined) return given;
  const line = Array.from({ length: range.right - range.left + 1 }, () => only);
  return Array.from({ length: range.bottom - range.top + 1 }, () => line);
}

/** A spreadsheet has no NULL: an empty cell is one where the column takes no empty text. */
function parseCell(text: string, column: Column, before: Value) {
  if (text === '' && column.nullable && column.kind !== 'text') return { ok: true, value: null } as const;
  return parseValue(text, column, before);
}

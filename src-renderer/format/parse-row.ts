import type { Table } from '../../src-main/model/catalog.ts';
import type { Row, Value } from '../../src-main/model/value.ts';
import { parseValue } from './parse-value.ts';

/** A row that was typed; without errors it is whole. */
export type ParsedRow = { readonly row: Row; readonly errors: Readonly<Record<string, string>> };

/** `like`: values whose form is taken where the column does not tell it. */
export function parseRow(
  typed: Readonly<Record<string, string>>,
  names: readonly string[],
  table: Table | null,
  like: Row,
): ParsedRow {
  const row: Record<string, Value> = {};
  const errors: Record<string, string> = {};
  for (const name of names) {
    const column = table?.columns.find((each) => each.name === name);
    const parsed = parseValue(
      typed[name] ?? '',
      column ?? { name, kind: 'other', enumValues: null },
      like[name] ?? null,
    );
    if (parsed.ok) row[name] = parsed.value;
    else errors[name] = parsed.message;
  }
  return { row, errors };
}

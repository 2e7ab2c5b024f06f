import type { Table } from '../../src-main/model/catalog.ts';
import type { Value } from '../../src-main/model/value.ts';
import { type TextForm, textWriter } from '../format/table-text.ts';
import { useRowReader } from '../stores/row-reader.ts';

type Rows = readonly (readonly (Value | undefined)[])[];

/** Writes rows piece by piece; `pieces` gives the text of some rows, to be joined with those before. */
export function rowTexts(table: Table, form: TextForm, columns: readonly string[], headers: boolean) {
  const reader = useRowReader();
  const writer = form === 'sql' ? null : textWriter(form, columns, headers);
  let isFirst = true;

  return {
    start: writer?.start ?? '',
    end: writer?.end ?? '',
    async piece(rows: Rows): Promise<string> {
      if (rows.length === 0) return '';
      if (writer === null)
        return reader.script(
          table,
          columns,
          rows.map((row) => row.map((value) => value ?? null)),
        );
      const text = rows.map((row) => writer.row(row)).join(writer.between);
      const lead = isFirst ? '' : writer.between;
      isFirst = false;
      return lead + text;
    },
  };
}

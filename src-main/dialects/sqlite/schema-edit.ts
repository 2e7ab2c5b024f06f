import { AppError } from '../../model/error.ts';
import type { Statement } from '../../model/plan.ts';
import type { Value } from '../../model/value.ts';

/** A new text for a table in `sqlite_schema`; no page of the table itself is touched, however large it is. */
export type SchemaEdit = { readonly table: string; readonly before: string; readonly after: string };

/** Only while the text is still the one that was planned with. */
const update = `UPDATE main.sqlite_schema SET sql = ? WHERE type = 'table' AND name = ? AND sql = ?`;

export function editStatement({ table, before, after }: SchemaEdit): Statement {
  return { text: update, params: [after, table, before] };
}

/** The edit that a statement makes; null: it is another statement. */
export function editOf(statement: Statement): SchemaEdit | null {
  if (statement.text !== update) return null;
  const [after = null, table = null, before = null] = statement.params;
  return { table: text(table), before: text(before), after: text(after) };
}

function text(value: Value): string {
  if (typeof value === 'string') return value;
  throw new AppError('internal', 'A change of the schema holds something else than texts.');
}

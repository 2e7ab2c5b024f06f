import { finish, join, quote, quoteTable, sql } from '../dialects/sql/statement.ts';
import type { TableRef } from '../model/catalog.ts';
import type { Value } from '../model/value.ts';
import type { OpenConnection } from './open-connection.ts';
import { readableColumn } from './record-order.ts';
import { findTable } from './records.ts';

export type ScriptRequest = {
  readonly table: TableRef;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
};

/** Rows as INSERT statements in the engine's own spelling, one a row, as a script may hold them. Nothing is run. */
export function recordsScript(connection: OpenConnection, request: ScriptRequest): { readonly text: string } {
  const { sql: facts, foreignKeys } = connection.dialect;
  const { script } = foreignKeys;
  const table = findTable(connection, request.table);
  const names = request.columns.map((name) => quote(facts, readableColumn(table, name).name));
  const { text: start } = finish(
    facts,
    sql`INSERT INTO ${quoteTable(facts, table)} (${join(names, ', ')}) VALUES `,
  );
  const lines = request.rows.map((row) => `${start}(${row.map(script.literal).join(', ')});\n`);
  return { text: lines.join('') };
}

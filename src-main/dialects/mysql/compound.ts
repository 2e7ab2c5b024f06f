import type { Connection, FieldPacket } from 'mysql2';
import type { Statement } from '../../model/plan.ts';
import type { PackedRows } from '../../model/row-images.ts';
import type { Sent, SentAnswer } from '../../model/sent.ts';
import { valueText } from '../../model/value.ts';
import { createRowPacker } from '../sql/row-packer.ts';
import { bind, givesRows } from './bind.ts';
import { literal } from './literal.ts';
import { shapeOf } from './packed-rows.ts';
import { hasFloats, readRows, wireColumn } from './read.ts';
import { packRow } from './stream-rows.ts';

/** One of the statements of a compound: each gives one set of rows. */
export type Member = { readonly sent: Sent; readonly statement: Statement; readonly sql: string };

type RowSet = { readonly fields: readonly FieldPacket[]; readonly rows: (readonly unknown[])[] };

/** `begin`: the statements that start a transaction. */
export function memberOf(sent: Sent, begin: readonly string[]): Member {
  if (sent.kind === 'begin') {
    return { sent, statement: { text: begin.join('; '), params: [] }, sql: `${begin.join('; ')}; ${count}` };
  }
  if (sent.kind === 'commit') {
    return { sent, statement: { text: 'COMMIT', params: [] }, sql: `COMMIT; ${count}` };
  }
  const { statement } = sent;
  // As a statement of its own: no text can smuggle in a second one.
  const own = `EXECUTE IMMEDIATE ${literal(bind(statement))}`;
  return { sent, statement, sql: givesRows(statement.text) ? own : `${own}; ${count}` };
}

/** Rows that the statement before matched, as this connection asks for them. */
const count = 'SELECT ROW_COUNT()';

/**
 * Sends all of them as one statement, of which the server runs none after the first that fails. Gives the sets of rows of
 * those that were done.
 */
export function sendCompound(
  core: Connection,
  members: readonly Member[],
): Promise<{ readonly sets: readonly RowSet[]; readonly error: unknown }> {
  const { promise, resolve } = Promise.withResolvers<{
    readonly sets: readonly RowSet[];
    readonly error: unknown;
  }>();
  const sets: RowSet[] = [];
  const fail = (error: unknown) => {
    // The rows of what failed may have begun to come.
    const last = members[sets.length - 1];
    if (last !== undefined && givesRows(last.statement.text)) sets.pop();
    resolve({ sets, error });
  };
  // The driver tells the connection that it was lost, and not those who read rows one by one.
  core.once('error', fail);
  const sql = `BEGIN NOT ATOMIC ${members.map((member) => `${member.sql};`).join(' ')} END`;
  const command = core.query({ sql, rowsAsArray: true });
  command.on('fields', (fields: unknown) => {
    if (Array.isArray(fields)) sets.push({ fields, rows: [] });
  });
  command.on('result', (row: unknown) => {
    if (Array.isArray(row)) sets.at(-1)?.rows.push(row);
  });
  command.on('error', fail);
  command.on('end', () => resolve({ sets, error: null }));
  return promise.finally(() => core.removeListener('error', fail));
}

/** null: a query does not tell all that the rows hold. */
export function answerOf({ sent, statement }: Member, { fields, rows }: RowSet): SentAnswer | null {
  const columns = fields.map(wireColumn);
  if (!('statement' in sent) || !givesRows(statement.text)) {
    const matched = Number(valueText(readRows(fields, rows).rows[0]?.[0] ?? null));
    return { columns: [], rows: [], affected: Math.max(0, matched), whole: true };
  }
  if (hasFloats(columns)) return null;
  if (sent.kind === 'run') return { ...readRows(fields, rows), whole: true };
  const pieces: PackedRows[] = [];
  const packer = createRowPacker(shapeOf(columns), sent.limit, (piece) => pieces.push(piece));
  for (const row of rows) packRow(packer, row);
  const whole = packer.finish();
  if (whole) for (const piece of pieces) sent.take(piece);
  return { columns: [], rows: [], affected: rows.length, whole };
}

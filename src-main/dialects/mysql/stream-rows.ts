import type { Connection, FieldPacket } from 'mysql2';
import type { PackedRows } from '../../model/row-images.ts';
import { createRowPacker, type RowPacker } from '../sql/row-packer.ts';
import { shapeOf } from './packed-rows.ts';
import { asBytes, hasFloats, wireColumn } from './read.ts';

type Streamed = { readonly whole: boolean; readonly count: number };

/** Packs the rows of a query as they arrive. FLOAT columns ask for a prepared statement, as in `read.ts`. */
export async function packQuery(
  core: Connection,
  sql: string,
  limit: number,
  take: (packed: PackedRows) => void,
): Promise<Streamed> {
  let packer: RowPacker | null = null;
  let count = 0;
  function keep(row: unknown): void {
    if (packer === null || !Array.isArray(row)) return;
    packRow(packer, row);
    count += 1;
  }
  const begin = (prepared: boolean) => (fields: readonly FieldPacket[]) => {
    const columns = fields.map(wireColumn);
    const known = prepared || !hasFloats(columns);
    if (known) packer = createRowPacker(shapeOf(columns), limit, take);
    return known;
  };

  const exact = await stream(core, 'query', sql, begin(false), keep);
  if (!exact) await stream(core, 'execute', sql, begin(true), keep);
  return { whole: finished(packer), count };
}

export function packRow(packer: RowPacker, row: readonly unknown[]): void {
  for (const value of row) {
    const bytes = Buffer.isBuffer(value) ? value : null;
    packer.addNumber(bytes === null ? 0 : bytes.length + 1);
    if (bytes !== null) packer.add(bytes);
  }
  packer.endRow();
}

function finished(packer: RowPacker | null): boolean {
  return packer?.finish() ?? true;
}

/** Gives what `onFields` said of the columns. */
function stream(
  core: Connection,
  how: 'query' | 'execute',
  sql: string,
  onFields: (fields: readonly FieldPacket[]) => boolean,
  onRow: (row: unknown) => void,
): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  let wanted = true;
  // The driver tells the connection that it was lost, and not those who read rows one by one.
  core.once('error', reject);
  const options = { sql, rowsAsArray: true, ...(how === 'execute' ? { typeCast: asBytes } : {}) };
  const command = how === 'query' ? core.query(options) : core.execute(options);
  command.on('fields', (fields: unknown) => {
    if (Array.isArray(fields)) wanted = onFields(fields);
  });
  command.on('result', (row: unknown) => {
    if (wanted) onRow(row);
  });
  command.on('error', reject);
  command.on('end', () => {
    if (how === 'execute') core.unprepare(sql);
    resolve(wanted);
  });
  return promise.finally(() => core.removeListener('error', reject));
}

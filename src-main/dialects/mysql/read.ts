import type { Connection, FieldPacket, TypeCastField, TypeCastNext } from 'mysql2/promise';
import type { ResultSet } from '../dialect.ts';
import { onlyReads } from './bind.ts';
import { typeName } from './type-name.ts';
import { decode, type WireColumn, wireTypes } from './values.ts';

/** `text` is the statement before its parameters were written in: it is known again with others. */
export type Reader = (connection: Connection, sql: string, text: string) => Promise<ResultSet>;

const rememberedTexts = 500;

/**
 * Sends a statement and reads its result without loss. MySQL spells a FLOAT with six digits, which is not the number
 * it keeps; only a prepared statement gives all of it. So a query with FLOAT columns is sent again as one, and at once
 * as one when it comes again.
 */
export function createReader(): Reader {
  const withFloats = new Set<string>();
  return async (connection, sql, text) => {
    if (withFloats.has(text)) return readPrepared(connection, sql);
    const [result, fields] = await connection.query({ sql });
    const read = toResultSet(result, fields);
    if (!read.hasFloats || !onlyReads(sql)) return read.set;
    if (withFloats.size >= rememberedTexts) withFloats.clear();
    withFloats.add(text);
    return readPrepared(connection, sql);
  };
}

async function readPrepared(connection: Connection, sql: string): Promise<ResultSet> {
  try {
    const [result, fields] = await connection.execute({
      sql,
      rowsAsArray: true,
      typeCast: asBytes,
    });
    return toResultSet(result, fields).set;
  } finally {
    connection.unprepare(sql);
  }
}

/** What a prepared statement gives, spelled as a query would have spelled it. */
export function asBytes(field: TypeCastField, next: TypeCastNext): Buffer | null {
  if (field.type === 'GEOMETRY' || field.type === 'VECTOR') return field.buffer();
  const value: unknown = next();
  return value === null || Buffer.isBuffer(value) ? value : Buffer.from(String(value));
}

function toResultSet(result: unknown, fields: unknown): { set: ResultSet; hasFloats: boolean } {
  const [rows, packets] = firstOf(result, fields);
  if (packets === null)
    return { set: { columns: [], rows: [], affected: affectedBy(rows) }, hasFloats: false };
  return { set: readRows(packets, listOf(rows)), hasFloats: hasFloats(packets.map(wireColumn)) };
}

export function readRows(packets: readonly FieldPacket[], rows: readonly unknown[]): ResultSet {
  const columns = packets.map(wireColumn);
  return {
    columns: packets.map((packet, index) => ({ name: packet.name, type: typeName(at(columns, index)) })),
    rows: rows.map((row) =>
      listOf(row).map((value, index) => decode(Buffer.isBuffer(value) ? value : null, at(columns, index))),
    ),
    affected: 0,
  };
}

/** Whether a query does not spell all of a value, but a prepared statement does. */
export function hasFloats(columns: readonly WireColumn[]): boolean {
  return columns.some(({ columnType }) => columnType === wireTypes.float);
}

/** A procedure may give several results; the first with rows is shown. */
function firstOf(result: unknown, fields: unknown): [unknown, readonly FieldPacket[] | null] {
  if (!Array.isArray(fields)) return [result, null];
  const several = fields.length > 0 && fields.every((part) => part === undefined || Array.isArray(part));
  if (!several) return [result, fields];
  const index = fields.findIndex((part) => Array.isArray(part));
  return [listOf(result)[Math.max(index, 0)], index < 0 ? null : fields[index]];
}

export function wireColumn(packet: FieldPacket): WireColumn {
  return {
    columnType: packet.columnType ?? packet.type ?? 0,
    flags: typeof packet.flags === 'number' ? packet.flags : 0,
    characterSet: packet.characterSet ?? packet.charsetNr ?? 0,
    decimals: packet.decimals,
    extendedFormat: packet.extendedFormat,
    extendedTypeName: packet.extendedTypeName,
  };
}

function affectedBy(header: unknown): number {
  const rows = typeof header === 'object' && header !== null ? Reflect.get(header, 'affectedRows') : 0;
  return Number(rows ?? 0);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function at(columns: readonly WireColumn[], index: number): WireColumn {
  const column = columns[index];
  if (column === undefined) throw new RangeError(`The result has no column ${index}.`);
  return column;
}

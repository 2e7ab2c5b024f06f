import type { PackedRows } from '../../model/row-images.ts';
import type { Value } from '../../model/value.ts';
import type { ColumnType } from './column-types.ts';
import { readerOf } from './read-value.ts';

/** Rows in the text format of COPY: https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2 */

/** Of each column, the type's OID, and `t` where that is a kind of text: `25t 1700`. */
export function shapeOf(types: readonly ColumnType[]): string {
  return types.map(({ oid, isText }) => `${oid}${isText ? 't' : ''}`).join(' ');
}

export function* unpack({ shape, bytes }: PackedRows): Iterable<readonly Value[]> {
  const readers = shape.split(' ').map((type) => readerOf(Number.parseInt(type, 10), type.endsWith('t')));
  let start = 0;
  for (let end = bytes.indexOf(newLine); end !== -1; end = bytes.indexOf(newLine, start)) {
    const line = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
    const fields = line.split('\t');
    yield readers.map((read, at) => {
      const field = fields[at] ?? '\\N';
      return field === '\\N' ? null : read(field.includes('\\') ? unescaped(field) : field);
    });
    start = end + 1;
  }
}

const newLine = 10;
const signs: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function unescaped(field: string): string {
  return field.replace(/\\(.)/gs, (_, sign: string) => signs[sign] ?? sign);
}

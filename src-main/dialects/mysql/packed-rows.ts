import type { PackedRows } from '../../model/row-images.ts';
import type { Value } from '../../model/value.ts';
import { numberAt } from '../sql/row-packer.ts';
import { decode, type WireColumn } from './values.ts';

/** Rows as the server spelled them: each value as its bytes after their number and one, NULL as zero. */

/** Of each column, what decides how it is read: `253,0,45,0,,uuid 3,...` */
export function shapeOf(columns: readonly WireColumn[]): string {
  return columns
    .map(({ columnType, flags, characterSet, decimals, extendedFormat, extendedTypeName }) =>
      [columnType, flags, characterSet, decimals, extendedFormat, extendedTypeName].join(),
    )
    .join(' ');
}

function columnOf(shape: string): WireColumn {
  const [columnType, flags, characterSet, decimals, extendedFormat, extendedTypeName] = shape.split(',');
  return {
    columnType: Number(columnType),
    flags: Number(flags),
    characterSet: Number(characterSet),
    decimals: Number(decimals),
    extendedFormat,
    extendedTypeName,
  };
}

export function* unpack({ shape, count, bytes }: PackedRows): Generator<readonly Value[]> {
  const columns = shape.split(' ').map(columnOf);
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (let row = 0; row < count; row += 1) {
    yield columns.map((column) => {
      const [number, start] = numberAt(all, at);
      at = start + Math.max(0, number - 1);
      return decode(number === 0 ? null : all.subarray(start, at), column);
    });
  }
}

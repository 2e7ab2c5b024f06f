import { binaryCharset, type WireColumn, wireTypes } from './values.ts';

const flag = { unsigned: 32, enumeration: 256, set: 2048 } as const;

const plain: Readonly<Record<number, string>> = {
  0: 'decimal',
  1: 'tinyint',
  2: 'smallint',
  3: 'int',
  4: 'float',
  5: 'double',
  6: 'null',
  7: 'timestamp',
  8: 'bigint',
  9: 'mediumint',
  10: 'date',
  11: 'time',
  12: 'datetime',
  13: 'year',
  14: 'date',
  16: 'bit',
  242: 'vector',
  245: 'json',
  246: 'decimal',
  255: 'geometry',
};

const numeric = new Set([0, 1, 2, 3, 4, 5, 8, 9, 246]);
const blobs = new Set([249, 250, 251, 252]);

/** The type of a result's column as SQL spells it, without lengths: the protocol gives those in bytes. */
export function typeName(column: WireColumn): string {
  if (column.extendedTypeName !== undefined) return column.extendedTypeName;
  if (column.extendedFormat !== undefined) return column.extendedFormat;
  if ((column.flags & flag.enumeration) !== 0) return 'enum';
  if ((column.flags & flag.set) !== 0) return 'set';
  const type = column.columnType;
  const name = plain[type];
  if (name !== undefined)
    return numeric.has(type) && (column.flags & flag.unsigned) !== 0 && type !== wireTypes.null
      ? `${name} unsigned`
      : name;
  const binary = column.characterSet === binaryCharset;
  if (blobs.has(type)) return binary ? 'blob' : 'text';
  if (type === 254) return binary ? 'binary' : 'char';
  return binary ? 'varbinary' : 'varchar';
}

import type { ColumnKind } from '../../../model/catalog.ts';

const kinds: Readonly<Record<string, ColumnKind>> = {
  int2: 'integer',
  int4: 'integer',
  int8: 'integer',
  oid: 'integer',
  numeric: 'decimal',
  float4: 'float',
  float8: 'float',
  bool: 'boolean',
  date: 'date',
  time: 'time',
  timetz: 'time',
  timestamp: 'timestamp',
  timestamptz: 'timestamp',
  json: 'json',
  jsonb: 'json',
  bytea: 'bytes',
  uuid: 'uuid',
  char: 'text',
};

/**
 * `category` S holds the text types, those of extensions (citext) included.
 * https://www.postgresql.org/docs/current/catalog-pg-type.html#CATALOG-TYPCATEGORY-TABLE
 */
export function kindOf(typeName: string, category: string): ColumnKind {
  return kinds[typeName] ?? (category === 'S' ? 'text' : 'other');
}

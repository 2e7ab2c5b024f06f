import type { Column } from '../../../model/catalog.ts';
import type { Session } from '../../dialect.ts';
import { ask, type Cells } from './ask.ts';
import { kindOf } from './column-kind.ts';
import { userTable } from './tables.ts';

/** Columns of one table by their number; numbers have gaps where columns were dropped. */
export type NumberedColumns = ReadonlyMap<number, Column>;

/** A domain stands for its base type, and may add NOT NULL and a default of its own, at any depth. */
const domains = `WITH RECURSIVE step (domain, base, required, fallback) AS (
  SELECT oid, typbasetype, typnotnull, typdefault FROM pg_catalog.pg_type WHERE typtype = 'd'
  UNION ALL
  SELECT s.domain, t.typbasetype, s.required OR t.typnotnull, coalesce(s.fallback, t.typdefault)
  FROM step s JOIN pg_catalog.pg_type t ON t.oid = s.base AND t.typtype = 'd'
), domain AS (
  SELECT s.* FROM step s JOIN pg_catalog.pg_type t ON t.oid = s.base AND t.typtype <> 'd'
)`;

/** https://www.postgresql.org/docs/current/catalog-pg-attribute.html */
const query = `${domains}
SELECT a.attrelid AS "table", a.attnum AS number, a.attname AS name,
  pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
  base.oid AS base, base.typname AS base_name, base.typcategory AS category,
  a.attnotnull OR coalesce(domain.required, false) AS required,
  CASE WHEN a.attgenerated = ''
    THEN coalesce(pg_catalog.pg_get_expr(def.adbin, def.adrelid), domain.fallback) END AS "default",
  CASE WHEN a.attgenerated <> '' THEN pg_catalog.pg_get_expr(def.adbin, def.adrelid) END AS expression,
  a.attgenerated AS generated, a.attidentity AS identity,
  CASE WHEN a.attcollation <> own.typcollation THEN col.collname END AS collation,
  d.description AS comment
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_type own ON own.oid = a.atttypid
LEFT JOIN domain ON domain.domain = a.atttypid
JOIN pg_catalog.pg_type base ON base.oid = coalesce(domain.base, a.atttypid)
LEFT JOIN pg_catalog.pg_attrdef def ON def.adrelid = a.attrelid AND def.adnum = a.attnum
LEFT JOIN pg_catalog.pg_collation col ON col.oid = a.attcollation
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = a.attrelid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND ${userTable}
ORDER BY a.attrelid, a.attnum`;

export async function readColumns(
  session: Session,
  labels: ReadonlyMap<number, readonly string[]>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<number, NumberedColumns>> {
  const tables = new Map<number, Map<number, Column>>();
  for (const row of await ask(session, query, signal)) {
    const table = row.number('table');
    const columns = tables.get(table) ?? new Map<number, Column>();
    tables.set(table, columns.set(row.number('number'), columnOf(row, labels)));
  }
  return tables;
}

function columnOf(row: Cells, labels: ReadonlyMap<number, readonly string[]>): Column {
  const enumValues = labels.get(row.number('base')) ?? null;
  const defaultText = row.textOrNull('default');
  const expression = row.textOrNull('expression');
  return {
    name: row.text('name'),
    type: row.text('type'),
    kind: enumValues === null ? kindOf(row.text('base_name'), row.text('category')) : 'enum',
    nullable: !row.flag('required'),
    default: defaultText,
    generated: generated[row.text('generated')] ?? null,
    ...(expression === null ? {} : { expression }),
    identity: identities[row.text('identity')] ?? (isSerial(defaultText) ? 'autoIncrement' : null),
    enumValues,
    collation: row.textOrNull('collation'),
    comment: row.textOrNull('comment'),
  };
}

const generated: Readonly<Record<string, Column['generated']>> = { s: 'stored', v: 'virtual' };
const identities: Readonly<Record<string, Column['identity']>> = { a: 'always', d: 'byDefault' };

/** `serial` is nothing but this default: https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL */
function isSerial(defaultText: string | null): boolean {
  return defaultText?.startsWith('nextval(') ?? false;
}

import type { Client, FieldDef } from 'pg';
import { type Reader, readerOf, readOther } from './read-value.ts';

/** How a column of a result is called and read. */
export type ColumnType = {
  readonly name: string;
  readonly oid: number;
  readonly isText: boolean;
  readonly read: Reader;
};

/** Knows types by OID and modifier; asks the server once for each that it has not met. */
export type ColumnTypes = {
  of(client: Client, fields: readonly FieldDef[]): Promise<readonly ColumnType[]>;
};

const unknown: ColumnType = { name: 'unknown', oid: 0, isText: false, read: readOther };

const question = `SELECT asked.oid::text || ' ' || asked.modifier, pg_catalog.format_type(asked.oid, asked.modifier),
  type.typtype = 'e' OR type.typcategory = 'S'
FROM unnest($1::oid[], $2::int4[]) AS asked (oid, modifier) LEFT JOIN pg_catalog.pg_type type ON type.oid = asked.oid`;

export function createColumnTypes(): ColumnTypes {
  const known = new Map<string, ColumnType>();
  return {
    async of(client, fields) {
      const missing = fields.filter((field) => !known.has(key(field)));
      if (missing.length > 0) {
        const answer = await client.query<[string, string, boolean | null]>({
          text: question,
          values: [missing.map((field) => field.dataTypeID), missing.map((field) => field.dataTypeModifier)],
          rowMode: 'array',
        });
        for (const [id, name, textual] of answer.rows) {
          const oid = Number.parseInt(id, 10);
          const isText = textual === true;
          known.set(id, { name, oid, isText, read: readerOf(oid, isText) });
        }
      }
      return fields.map((field) => known.get(key(field)) ?? unknown);
    },
  };
}

function key(field: FieldDef): string {
  return `${field.dataTypeID} ${field.dataTypeModifier}`;
}

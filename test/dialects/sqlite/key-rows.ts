import { readCreateTable } from '../../../src-main/dialects/sqlite/create-table.ts';
import { foreignKeyText } from '../../../src-main/dialects/sqlite/foreign-key-text.ts';
import {
  actions,
  type KeyClause,
  parseForeignKeys,
} from '../../../src-main/dialects/sqlite/parse-foreign-keys.ts';
import { comments as commentsOf } from '../../../src-main/dialects/sqlite/tokens.ts';
import type { Reading } from './schema-of.ts';

export const parsed = (sql: string): KeyClause[] => parseForeignKeys(readCreateTable(sql));

export const comments = (sql: string): string[] => commentsOf(sql).map((text) => text.trim());

/** The keys as the pragma would list them, one row a column. */
export function asRows(keys: readonly KeyClause[]) {
  return keys.flatMap((key, index) =>
    key.columns.map((from, seq) => ({
      id: keys.length - 1 - index,
      seq,
      table: key.parent,
      from,
      to: key.parentColumns?.[seq] ?? null,
      on_update: key.onUpdate,
      on_delete: key.onDelete,
    })),
  );
}

export function rowsOf(reading: Reading) {
  return reading.keys.map(({ id, seq, table, from, to, ...rest }) => ({
    id,
    seq,
    table,
    from,
    to,
    on_update: actions[String(rest.on_update)],
    on_delete: actions[String(rest.on_delete)],
  }));
}

/** The clause written out, whatever its own spelling was. */
export const written = (key: KeyClause): string => {
  const ref = { schema: '', name: key.parent };
  const parentColumns = key.parentColumns ?? [];
  const text = foreignKeyText({
    ...key,
    table: ref,
    parent: ref,
    parentColumns,
    match: 'simple',
    setColumns: null,
    validated: true,
    enforced: true,
    position: 0,
  });
  return key.parentColumns === null ? text.replace(' ()', '') : text;
};

/** What the pragma does not tell. */
export const unlisted = (keys: readonly KeyClause[]) =>
  keys.map(({ name, deferrable }) => [name, deferrable]);

import pg from 'pg';
import type { ForeignKey, TableRef } from '../../../model/catalog.ts';
import type { Statement } from '../../../model/plan.ts';
import { actionWords } from '../../../model/relation.ts';

const matches = { simple: '', full: ' MATCH FULL', partial: ' MATCH PARTIAL' } as const;
const deferrable = {
  no: '',
  initiallyImmediate: ' DEFERRABLE INITIALLY IMMEDIATE',
  initiallyDeferred: ' DEFERRABLE INITIALLY DEFERRED',
} as const;

export const quoted = pg.escapeIdentifier;

export function quotedTable(table: TableRef): string {
  return `${quoted(table.schema)}.${quoted(table.name)}`;
}

/** `CONSTRAINT name FOREIGN KEY ...`, all of it; https://www.postgresql.org/docs/current/sql-createtable.html */
export function constraintClause(key: ForeignKey, name: string): string {
  const list = (columns: readonly string[]) => `(${columns.map(quoted).join(', ')})`;
  const only = key.setColumns === null ? '' : ` ${list(key.setColumns)}`;
  return [
    `CONSTRAINT ${quoted(name)} FOREIGN KEY ${list(key.columns)}`,
    ` REFERENCES ${quotedTable(key.parent)} ${list(key.parentColumns)}${matches[key.match]}`,
    ` ON DELETE ${actionWords[key.onDelete]}${only} ON UPDATE ${actionWords[key.onUpdate]}`,
    deferrable[key.deferrable],
    key.enforced ? '' : ' NOT ENFORCED',
  ].join('');
}

/** The remark on a key, which goes with it. */
export function commentOn(key: ForeignKey, name: string): readonly Statement[] {
  if (key.comment === undefined) return [];
  const on = `CONSTRAINT ${quoted(name)} ON ${quotedTable(key.table)}`;
  return [{ text: `COMMENT ON ${on} IS ${pg.escapeLiteral(key.comment)}`, params: [] }];
}

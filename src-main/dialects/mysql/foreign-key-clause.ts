import type { ForeignKey, TableRef } from '../../model/catalog.ts';
import type { ReferentialAction } from '../../model/relation.ts';
import { quoted } from '../sql/statement.ts';
import { facts } from './facts.ts';

export type NamedForeignKey = ForeignKey & { readonly name: string };

const actions: Readonly<Record<ReferentialAction, string>> = {
  cascade: 'CASCADE',
  restrict: 'RESTRICT',
  noAction: 'NO ACTION',
  setNull: 'SET NULL',
  setDefault: 'SET DEFAULT',
};

/** One ALTER for all keys of a table: it adds all of them or none. */
export function addKeys(table: TableRef, keys: readonly NamedForeignKey[]): string {
  return alter(
    table,
    keys.map((key) =>
      [
        `ADD CONSTRAINT ${quoted(facts, key.name)} FOREIGN KEY (${names(key.columns)})`,
        `REFERENCES ${quoted(facts, key.parent.schema, key.parent.name)} (${names(key.parentColumns)})`,
        `ON DELETE ${actions[key.onDelete]} ON UPDATE ${actions[key.onUpdate]}`,
      ].join(' '),
    ),
  );
}

export function dropKeys(table: TableRef, keys: readonly NamedForeignKey[]): string {
  return alter(
    table,
    keys.map((key) => `DROP FOREIGN KEY ${quoted(facts, key.name)}`),
  );
}

function alter(table: TableRef, clauses: readonly string[]): string {
  return `ALTER TABLE ${quoted(facts, table.schema, table.name)}\n  ${clauses.join(',\n  ')}`;
}

function names(columns: readonly string[]): string {
  return columns.map((column) => quoted(facts, column)).join(', ');
}

import type { ForeignKey, TableRef } from '../../../model/catalog.ts';
import { actionWords, type ReferentialAction } from '../../../model/relation.ts';
import { quoted } from '../../sql/statement.ts';
import { facts } from '../facts.ts';

export type NamedForeignKey = ForeignKey & { readonly name: string };

export type AlterWay = {
  /** An algorithm, at the end of the ALTER. */
  readonly algorithm?: string;
  /**
   * MariaDB, adding a key in place, takes RESTRICT for NO ACTION, and no clause for RESTRICT, which is the same to it;
   * MySQL keeps what is written, and NO ACTION where nothing is.
   */
  readonly server: 'mariadb' | 'mysql';
};

/** One ALTER for all keys of a table: it adds all of them or none. */
export function addKeys(table: TableRef, keys: readonly NamedForeignKey[], way: AlterWay): string {
  const clause = (event: string, action: ReferentialAction) =>
    way.server === 'mariadb' && action === 'restrict' ? [] : [`ON ${event} ${actionWords[action]}`];
  return alter(table, [
    ...keys.map((key) =>
      [
        `ADD CONSTRAINT ${quoted(facts, key.name)} FOREIGN KEY (${names(key.columns)})`,
        `REFERENCES ${quoted(facts, key.parent.schema, key.parent.name)} (${names(key.parentColumns)})`,
        ...clause('DELETE', key.onDelete),
        ...clause('UPDATE', key.onUpdate),
      ].join(' '),
    ),
    ...algorithmOf(way),
  ]);
}

export function dropKeys(table: TableRef, keys: readonly NamedForeignKey[], way: AlterWay): string {
  const drops = keys.map((key) => `DROP FOREIGN KEY ${quoted(facts, key.name)}`);
  return alter(table, [...drops, ...algorithmOf(way)]);
}

function algorithmOf({ algorithm }: AlterWay): readonly string[] {
  return algorithm === undefined ? [] : [`ALGORITHM=${algorithm}`];
}

export function alter(table: TableRef, clauses: readonly string[]): string {
  return `ALTER TABLE ${quoted(facts, table.schema, table.name)}\n  ${clauses.join(',\n  ')}`;
}

export function names(columns: readonly string[]): string {
  return columns.map((column) => quoted(facts, column)).join(', ');
}

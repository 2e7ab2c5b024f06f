import type { Catalog, ForeignKey } from '../../../model/catalog.ts';
import { tableText } from '../../../model/identity.ts';
import type { MigrationStep } from '../../../model/migration.ts';
import type { Statement } from '../../../model/plan.ts';
import { actionWords, type ReferentialAction } from '../../../model/relation.ts';
import { quoted } from '../../sql/statement.ts';
import { facts } from '../facts.ts';
import { type NamedForeignKey, names } from './clause.ts';
import { named } from './names.ts';

/**
 * No ALTER can drop a key and add one of the same name. So the key gets a second name together with its new actions, and
 * its own name back after it: each is one ALTER, which changes the dictionary alone, and there is no moment without the key.
 * Its rows fit it all along, so nobody needs to look at them. InnoDB takes keys by their names, so their order stays.
 * https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html ("Adding Foreign Key Constraints")
 */
export function changeSteps(catalog: Catalog, key: ForeignKey, changed: ForeignKey): MigrationStep[] {
  const [old] = named(catalog, [key]);
  // As any key without a name gets one that no other has.
  const [interim] = named(catalog, [{ ...changed, name: null }]);
  if (old === undefined || interim === undefined) return [];
  return [
    step(`Change foreign key ${old.name} of ${tableText(old.table)}, as ${interim.name}`, old, interim),
    step(`Give it the name ${old.name} again`, interim, { ...changed, name: old.name }),
  ];
}

function step(summary: string, from: NamedForeignKey, to: NamedForeignKey): MigrationStep {
  return {
    summary,
    table: from.table,
    execute: unchecked(replace(from, to)),
    reverse: unchecked(replace(to, from)),
    locks: `Waits until no open transaction uses ${tableText(from.table)}, then locks it for a moment.`,
    estimateMs: 5,
  };
}

/** A session that is handed back forgets the setting, also where the ALTER failed. */
function unchecked(text: string): readonly Statement[] {
  return ['SET SESSION foreign_key_checks = 0', text, 'SET SESSION foreign_key_checks = 1'].map((each) => ({
    text: each,
    params: [],
  }));
}

function replace(old: NamedForeignKey, made: NamedForeignKey): string {
  return [
    `ALTER TABLE ${quoted(facts, old.table.schema, old.table.name)}`,
    `  DROP FOREIGN KEY ${quoted(facts, old.name)},`,
    `  ADD CONSTRAINT ${quoted(facts, made.name)} FOREIGN KEY (${names(made.columns)})`,
    `  REFERENCES ${quoted(facts, made.parent.schema, made.parent.name)} (${names(made.parentColumns)})`,
    `  ${clause('DELETE', made.onDelete)} ${clause('UPDATE', made.onUpdate)}`,
  ].join('\n');
}

/**
 * MariaDB, adding a key in place, takes RESTRICT for NO ACTION, and no clause for RESTRICT; it passes over comments for
 * MySQL 8, which keeps what is written: https://mariadb.com/kb/en/comment-syntax/.
 */
function clause(event: 'DELETE' | 'UPDATE', action: ReferentialAction): string {
  const text = `ON ${event} ${actionWords[action]}`;
  return action === 'restrict' ? `/*!80000 ${text} */` : text;
}

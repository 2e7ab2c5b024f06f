import type { Catalog, ForeignKey } from '../../../model/catalog.ts';
import { tableKey, tableText } from '../../../model/identity.ts';
import type { MigrationStep } from '../../../model/migration.ts';
import { addStatements } from './add-steps.ts';
import { quoted, quotedTable } from './constraint-clause.ts';
import { named } from './constraint-names.ts';
import { alter, countOfKeys, parentsText } from './step-text.ts';

/** One step per table: DROP CONSTRAINT waits for the strongest lock, so it is asked for once. */
export function dropSteps(catalog: Catalog, keys: readonly ForeignKey[]): MigrationStep[] {
  const tables = Map.groupBy(named(catalog, keys), ({ key }) => tableKey(key.table));
  return [...tables.values()].flatMap((group): MigrationStep[] => {
    const table = group[0]?.key.table;
    if (table === undefined) return [];
    const drops = group.map(({ name }) => `DROP CONSTRAINT ${quoted(name)}`);
    return [
      {
        summary: `Drop ${countOfKeys(group.length)} of ${tableText(table)}`,
        table,
        execute: [alter(quotedTable(table), drops)],
        reverse: addStatements(catalog, group),
        locks: `Nobody can read or write ${tableText(table)} and ${parentsText(group)} until the switch is done (ACCESS EXCLUSIVE).`,
        estimateMs: 3 * group.length,
      },
    ];
  });
}

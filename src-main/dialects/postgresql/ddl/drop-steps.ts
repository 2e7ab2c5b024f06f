import type { Catalog, ForeignKey } from '../../../model/catalog.ts';
import { tableKey, tableText } from '../../../model/identity.ts';
import type { MigrationStep } from '../../../model/migration.ts';
import { addStatements } from './add-steps.ts';
import { keysThere } from './checks.ts';
import { quoted, quotedTable } from './constraint-clause.ts';
import { type NamedKey, named } from './constraint-names.ts';
import { transactionsOf } from './keys-at-once.ts';
import { alter, countOfKeys, parentsText } from './step-text.ts';

/**
 * One step per table: DROP CONSTRAINT waits for the strongest lock, so it is asked for once. Where it takes more than one
 * transaction, the newest keys go first: those that come back after an interruption are the newest ones again.
 */
export function dropSteps(catalog: Catalog, keys: readonly ForeignKey[]): MigrationStep[] {
  const all = named(catalog, keys);
  const newestFirst = all.toSorted((a, b) => b.key.position - a.key.position);
  return transactionsOf(newestFirst).flatMap((chunk, number) => {
    const within = new Set(chunk);
    const tables = Map.groupBy(
      all.filter((one) => within.has(one)),
      ({ key }) => tableKey(key.table),
    );
    return [...tables.values()].flatMap((group) => dropStep(catalog, group, number + 1));
  });
}

function dropStep(catalog: Catalog, group: readonly NamedKey[], transaction: number): MigrationStep[] {
  const table = group[0]?.key.table;
  if (table === undefined) return [];
  const names = group.map(({ name }) => name);
  const drops = names.map((name) => `DROP CONSTRAINT ${quoted(name)}`);
  return [
    {
      summary: `Drop ${countOfKeys(group.length)} of ${tableText(table)}`,
      kind: 'keys',
      table,
      precheck: [keysThere(table, names, 'all')],
      execute: [alter(quotedTable(table), drops)],
      postcheck: [keysThere(table, names, 'none')],
      reverse: addStatements(catalog, group),
      locks: `Nobody can read or write ${tableText(table)} and ${parentsText(group)} until the transaction ends (ACCESS EXCLUSIVE); it gives up after half a second of waiting, and comes again.`,
      estimateMs: 3 * group.length,
      transaction,
      rewrites: false,
    },
  ];
}

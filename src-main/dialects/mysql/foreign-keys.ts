import type { Catalog, ForeignKey, Index, TableRef } from '../../model/catalog.ts';
import { tableKey, tableText } from '../../model/identity.ts';
import type { MigrationStep } from '../../model/migration.ts';
import type { ForeignKeyDdl, Session } from '../dialect.ts';
import { applySteps } from './apply-steps.ts';
import { changeSteps } from './change-steps.ts';
import { addKeys, dropKeys, type NamedForeignKey } from './foreign-key-clause.ts';
import { named } from './foreign-key-names.ts';
import { typeRefusal } from './type-refusal.ts';

/** Milliseconds: dropping changes the dictionary alone; adding copies the table, about 5 s per million rows. */
const dropMs = 5;
const addMsPerRow = 0.005;

export const foreignKeys: ForeignKeyDdl = {
  // Each ALTER commits by itself: https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html
  transactional: false,
  // InnoDB takes any index whose first columns are the referenced ones, in this order.
  parentKey: 'indexed',
  typeRefusal,
  differences: {
    foreignKeys: [
      'InnoDB checks row by row, so a NO ACTION or SET DEFAULT relation refuses at once, like RESTRICT.',
      'InnoDB follows cascades through 15 levels at most and refuses an update that cascades back into its table.',
      'Triggers of child tables no longer fire for rows that a cascade changes.',
    ],
    prisma: [
      'Triggers of child tables fire for rows that a cascade changes, which InnoDB does not do.',
      'The indexes of the foreign keys stay when the keys are dropped.',
    ],
  },
  unsupported,
  drop: (catalog, keys) => ({
    steps: perTable(catalog, keys).map(({ table, keys }) => dropStep(table, keys)),
    remembered: [],
  }),
  add: (catalog, keys) => ({
    steps: perTable(catalog, keys).map(({ table, keys }) => addStep(catalog, table, keys)),
  }),
  change: (catalog, key, changed) => ({ steps: changeSteps(catalog, key, changed) }),
  apply: applySteps,
};

function dropStep(table: TableRef, keys: readonly NamedForeignKey[]): MigrationStep {
  return {
    summary: `Drop ${counted(keys)} of ${tableText(table)}`,
    table,
    execute: [{ text: dropKeys(table, keys), params: [] }],
    reverse: [{ text: addKeys(table, keys), params: [] }],
    locks: `Waits until no open transaction uses ${tableText(table)}, then locks it for a moment.`,
    estimateMs: dropMs,
  };
}

function addStep(catalog: Catalog, table: TableRef, keys: readonly NamedForeignKey[]): MigrationStep {
  const rows = catalog.tables.find((one) => tableKey(one) === tableKey(table))?.rowEstimate ?? null;
  const parents = [...new Set(keys.map((key) => tableText(key.parent)))].join(', ');
  return {
    summary: `Add ${counted(keys)} to ${tableText(table)}`,
    table,
    execute: [{ text: addKeys(table, keys), params: [] }],
    reverse: [{ text: dropKeys(table, keys), params: [] }],
    locks:
      `Copies ${tableText(table)} and checks each row: until it is done, it can be read but not written, ` +
      `and writes to ${parents} wait.`,
    estimateMs: rows === null ? null : Math.round(dropMs + rows * addMsPerRow),
  };
}

function perTable(catalog: Catalog, keys: readonly ForeignKey[]) {
  const groups = Map.groupBy(named(catalog, keys), (key) => tableKey(key.table));
  return [...groups].flatMap(([table, own]) => {
    const first = own[0];
    if (first === undefined) return [];
    const indexes = catalog.tables.find((one) => tableKey(one) === table)?.indexes ?? [];
    // An index that the server made for a foreign key is made anew with it: in this order they lie as they lay.
    const sorted = own.toSorted((a, b) => indexPlace(indexes, a) - indexPlace(indexes, b));
    return [{ table: first.table, keys: sorted }];
  });
}

/** The place of the index that serves the key among those of its table; after all where none does. */
function indexPlace(indexes: readonly Index[], key: NamedForeignKey): number {
  const serving = indexes.filter((index) => key.columns.every((column, i) => index.columns[i] === column));
  const index = serving.find(({ name }) => name === key.name) ?? serving[0];
  return index === undefined ? indexes.length : indexes.indexOf(index);
}

function counted(keys: readonly ForeignKey[]): string {
  return keys.length === 1 ? `foreign key ${keys[0]?.name}` : `${keys.length} foreign keys`;
}

/**
 * Vitess refuses foreign keys unless they were switched on, and no variable tells:
 * https://planetscale.com/docs/vitess/foreign-key-constraints. One that exists proves that they are allowed.
 */
async function unsupported(session: Session): Promise<string | null> {
  const server = await session.run({ text: 'SELECT VERSION(), @@version_comment', params: [] });
  if (!/vitess|planetscale/i.test(JSON.stringify(server.rows))) return null;
  const existing = await session.run({
    text: 'SELECT 1 FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() LIMIT 1',
    params: [],
  });
  if (existing.rows.length > 0) return null;
  return 'This server is Vitess (PlanetScale), which refuses foreign keys unless they are switched on for the database.';
}

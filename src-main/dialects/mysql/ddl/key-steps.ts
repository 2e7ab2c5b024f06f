import type { Catalog, ForeignKey, Index, TableRef } from '../../../model/catalog.ts';
import { tableKey, tableText } from '../../../model/identity.ts';
import type { MigrationStep, StepCheck } from '../../../model/migration.ts';
import type { Statement } from '../../../model/plan.ts';
import type { SwitchWay } from '../../../model/switch-way.ts';
import { noOrphans } from '../../sql/orphans.ts';
import { quoted } from '../../sql/statement.ts';
import { facts } from '../facts.ts';
import { type AlterWay, addKeys, dropKeys, type NamedForeignKey } from './clause.ts';
import { named } from './names.ts';
import { rowCheck } from './row-check.ts';

/** Milliseconds: the dictionary alone is changed, and the rows are compared, 0.2 s per million. */
const alterMs = 5;
const checkMsPerRow = 0.0002;

const anyWay: SwitchWay = { serverVersion: '', chosen: {}, unchecked: [] };

export function dropSteps(catalog: Catalog, keys: readonly ForeignKey[], way = anyWay): MigrationStep[] {
  const { cheap, usual } = waysOf(way);
  return perTable(catalog, keys).map(({ table, keys: own }) => ({
    summary: `Drop ${counted(own)} of ${tableText(table)}`,
    kind: 'keys',
    table,
    precheck: [keysThere(table, own, 'all')],
    execute: [plain(dropKeys(table, own, cheap))],
    postcheck: [keysThere(table, own, 'none')],
    reverse: [plain(addKeys(table, own, usual))],
    locks: `Waits a second at most until no open transaction uses ${tableText(table)}, and comes again; then locks it for a moment.`,
    estimateMs: alterMs,
    rewrites: false,
    unattended: [plain(dropKeys(table, own, usual))],
  }));
}

/** The rows are checked by a statement of our own: the server would copy the table to do so, and block its writers. */
export function addSteps(catalog: Catalog, keys: readonly ForeignKey[], way = anyWay): MigrationStep[] {
  return [
    ...perTable(catalog, keys).map(({ table, keys: own }) => addStep(catalog, table, own, way)),
    ...perTable(catalog, way.unchecked).map(({ table, keys: own }) => checkStep(catalog, table, own, way)),
  ];
}

function addStep(
  catalog: Catalog,
  table: TableRef,
  keys: readonly NamedForeignKey[],
  way: SwitchWay,
): MigrationStep {
  const free = keysThere(table, keys, 'none');
  const there = keysThere(table, keys, 'all');
  const { cheap, usual } = waysOf(way);
  const noneMissing = keys.map(rowsFit);
  const locks = way.chosen[rowCheck.id] !== 'watch';
  const parents = [...new Set(keys.map((key) => tableText(key.parent)))].join(', ');
  return {
    summary: locks
      ? `Check the rows of ${tableText(table)} and add ${counted(keys)}`
      : `Add ${counted(keys)} to ${tableText(table)} and check its rows`,
    kind: 'keys',
    table,
    ...(locks ? { guard: { take: [lockTables(table, keys)], release: [plain('UNLOCK TABLES')] } } : {}),
    precheck: locks ? [free, ...noneMissing] : [free],
    execute: [
      plain('SET SESSION foreign_key_checks = 0'),
      plain(addKeys(table, keys, cheap)),
      plain('SET SESSION foreign_key_checks = 1'),
    ],
    postcheck: locks ? [there] : [there, ...noneMissing],
    reverse: [plain(dropKeys(table, keys, usual))],
    locks: locks
      ? `Until its rows are checked, nobody else can read or write ${tableText(table)}, or write ${parents}.`
      : `Waits a second at most until no open transaction uses ${tableText(table)}, and comes again; then locks it for a moment.`,
    estimateMs: estimate(catalog, table, keys.length),
    rewrites: false,
    unattended: [plain(addKeys(table, keys, usual))],
  };
}

/** Keys that an interrupted switch left behind, before it had looked at the rows. */
function checkStep(
  catalog: Catalog,
  table: TableRef,
  keys: readonly NamedForeignKey[],
  way: SwitchWay,
): MigrationStep {
  return {
    summary: `Check the rows of ${tableText(table)} against ${counted(keys)}`,
    kind: 'check',
    table,
    execute: [],
    postcheck: keys.map(rowsFit),
    reverse: [plain(dropKeys(table, keys, waysOf(way).cheap))],
    locks: null,
    estimateMs: estimate(catalog, table, keys.length),
    rewrites: false,
  };
}

/** https://dev.mysql.com/doc/refman/8.4/en/lock-tables.html: each alias of a statement needs a lock of its own. */
function lockTables(table: TableRef, keys: readonly NamedForeignKey[]): Statement {
  const name = (one: TableRef) => quoted(facts, one.schema, one.name);
  const parents = new Map(keys.map(({ parent }) => [tableKey(parent), parent]));
  parents.delete(tableKey(table));
  const locks = [
    `${name(table)} WRITE`,
    `${name(table)} AS t READ`,
    ...[...parents.values()].map((parent) => `${name(parent)} READ`),
    ...keys.map((key, place) => `${name(key.parent)} AS p${place} READ`),
  ];
  return plain(`LOCK TABLES ${locks.join(', ')}`);
}

function rowsFit(key: NamedForeignKey, place: number): StepCheck {
  const { table, columns, parent, parentColumns, match } = key;
  const sides = {
    child: { table, columns },
    parent: { table: parent, columns: parentColumns },
    match,
  };
  return {
    sentence: `Each reference of ${tableText(table)} (${columns.join(', ')}) finds a row of ${tableText(parent)}.`,
    statement: noOrphans(facts, sides, `p${place}`),
  };
}

function keysThere(table: TableRef, keys: readonly NamedForeignKey[], count: 'all' | 'none'): StepCheck {
  const names = keys.map(({ name }) => name);
  const how = count === 'all' ? 'has' : 'does not have';
  return {
    sentence: `${tableText(table)} ${how} the foreign keys ${names.join(', ')}.`,
    statement: {
      text:
        `SELECT COUNT(*) = ${count === 'all' ? names.length : 0} FROM information_schema.REFERENTIAL_CONSTRAINTS ` +
        `WHERE CONSTRAINT_SCHEMA = ? AND TABLE_NAME = ? AND CONSTRAINT_NAME IN (${names.map(() => '?').join(', ')})`,
      params: [table.schema, table.name, ...names],
    },
  };
}

/** MariaDB has a word for what builds an index at most; MySQL's goes further, but not for foreign keys. */
function waysOf({ serverVersion }: SwitchWay): { readonly cheap: AlterWay; readonly usual: AlterWay } {
  const server = serverVersion.startsWith('MariaDB') ? 'mariadb' : 'mysql';
  return { usual: { server }, cheap: { server, algorithm: server === 'mariadb' ? 'NOCOPY' : 'INPLACE' } };
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

function estimate(catalog: Catalog, table: TableRef, keys: number): number | null {
  const rows = catalog.tables.find((one) => tableKey(one) === tableKey(table))?.rowEstimate ?? null;
  return rows === null ? null : Math.round(alterMs + rows * keys * checkMsPerRow);
}

function plain(text: string): Statement {
  return { text, params: [] };
}

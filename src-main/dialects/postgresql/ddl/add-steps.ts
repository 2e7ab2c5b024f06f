import type { Catalog, ForeignKey, Table } from '../../../model/catalog.ts';
import { sameTable, tableKey, tableText } from '../../../model/identity.ts';
import type { MigrationStep } from '../../../model/migration.ts';
import type { Statement } from '../../../model/plan.ts';
import { commentOn, constraintClause, quoted, quotedTable } from './constraint-clause.ts';
import { named } from './constraint-names.ts';
import { alter, countOfKeys, parentsText } from './step-text.ts';

type NamedKey = { readonly key: ForeignKey; readonly name: string };

/** 1.2 s per ten million child rows, measured with and without an index on them. */
const validateMsPerRow = 1.2e-4;

/**
 * The keys come back in their given order, since that is the order in which they fire, and only keys of one table that
 * follow each other share a step. First all of them without a look at the rows, which takes all locks within
 * milliseconds or gives up; then the rows, table by table.
 * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT
 */
export function addSteps(catalog: Catalog, keys: readonly ForeignKey[]): MigrationStep[] {
  const all = named(catalog, keys);
  const tables = new Map(catalog.tables.map((table) => [tableKey(table), table]));
  const checked = all.filter(({ key }) => isChecked(key) && !checksAtOnce(tables, key));
  const byTable = Map.groupBy(checked, ({ key }) => tableKey(key.table));
  return [
    ...runs(all).map((group) => addStep(tables, group)),
    ...[...byTable.values()].map((group) => validateStep(tables, group)),
  ];
}

/** What brings keys of one table back within one transaction, in the same way as the steps do. */
export function addStatements(catalog: Catalog, group: readonly NamedKey[]): readonly Statement[] {
  const tables = new Map(catalog.tables.map((table) => [tableKey(table), table]));
  const checked = group.filter(({ key }) => isChecked(key) && !checksAtOnce(tables, key));
  return [
    add(tables, group),
    ...(checked.length === 0 ? [] : [validate(checked)]),
    ...group.flatMap(({ key, name }) => commentOn(key, name)),
  ];
}

function addStep(tables: ReadonlyMap<string, Table>, group: readonly NamedKey[]): MigrationStep {
  const table = tableOf(group);
  const slow = group.filter(({ key }) => isChecked(key) && checksAtOnce(tables, key));
  return {
    summary: `Add ${countOfKeys(group.length)} to ${tableText(table)}`,
    table,
    execute: [add(tables, group), ...group.flatMap(({ key, name }) => commentOn(key, name))],
    reverse: [
      alter(
        quotedTable(table),
        group.map(({ name }) => `DROP CONSTRAINT ${quoted(name)}`),
      ),
    ],
    locks: `Others can read but not write ${tableText(table)} and ${parentsText(group)} until the switch is done (SHARE ROW EXCLUSIVE).`,
    estimateMs: slow.length === 0 ? 2 * group.length : estimate(tables, slow),
  };
}

function validateStep(tables: ReadonlyMap<string, Table>, group: readonly NamedKey[]): MigrationStep {
  const table = tableOf(group);
  return {
    summary: `Check the rows of ${tableText(table)} against ${countOfKeys(group.length)}`,
    table,
    execute: [validate(group)],
    reverse: null,
    locks: `Others can still read ${tableText(table)} and ${parentsText(group)}; the locks of the added keys stay until the switch is done.`,
    estimateMs: estimate(tables, group),
  };
}

function add(tables: ReadonlyMap<string, Table>, group: readonly NamedKey[]): Statement {
  const actions = group.map(({ key, name }) => {
    const later = key.enforced && (!key.validated || !checksAtOnce(tables, key));
    return `ADD ${constraintClause(key, name)}${later ? ' NOT VALID' : ''}`;
  });
  return alter(quotedTable(tableOf(group)), actions);
}

function validate(group: readonly NamedKey[]): Statement {
  const actions = group.map(({ name }) => `VALIDATE CONSTRAINT ${quoted(name)}`);
  return alter(quotedTable(tableOf(group)), actions);
}

/** A key that was not validated before stays so; one that is not enforced never is. */
function isChecked(key: ForeignKey): boolean {
  return key.validated && key.enforced;
}

/**
 * Before version 18, a partitioned child refuses NOT VALID, and where the parent is partitioned, VALIDATE leaves the keys
 * that are derived for its partitions unchecked.
 */
function checksAtOnce(tables: ReadonlyMap<string, Table>, key: ForeignKey): boolean {
  return [key.table, key.parent].some((table) => tables.get(tableKey(table))?.partitioned ?? false);
}

function estimate(tables: ReadonlyMap<string, Table>, group: readonly NamedKey[]): number | null {
  const rows = tables.get(tableKey(tableOf(group)))?.rowEstimate ?? null;
  return rows === null ? null : Math.ceil(rows * validateMsPerRow * group.length) + group.length;
}

/** Keys that follow each other and belong to the same table. */
function runs(keys: readonly NamedKey[]): NamedKey[][] {
  const groups: NamedKey[][] = [];
  for (const one of keys) {
    const open = groups.at(-1);
    if (open !== undefined && sameTable(tableOf(open), one.key.table)) open.push(one);
    else groups.push([one]);
  }
  return groups;
}

function tableOf(group: readonly NamedKey[]): ForeignKey['table'] {
  const [first] = group;
  if (first === undefined) throw new TypeError('A step needs a foreign key.');
  return first.key.table;
}

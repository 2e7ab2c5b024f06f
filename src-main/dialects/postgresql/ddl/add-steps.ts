import type { Catalog, ForeignKey, Table } from '../../../model/catalog.ts';
import { sameTable, tableKey, tableText } from '../../../model/identity.ts';
import type { MigrationStep } from '../../../model/migration.ts';
import type { Statement } from '../../../model/plan.ts';
import { keysThere, keysValidated } from './checks.ts';
import { commentOn, constraintClause, quoted, quotedTable } from './constraint-clause.ts';
import { type NamedKey, named } from './constraint-names.ts';
import { transactionsOf } from './keys-at-once.ts';
import { alter, countOfKeys, parentsText } from './step-text.ts';

type Tables = ReadonlyMap<string, Table>;

/** 1.2 s per ten million child rows, measured with and without an index on them. */
const validateMsPerRow = 1.2e-4;

/**
 * The keys come back in their given order, since that is the order in which they fire, and only keys of one table that
 * follow each other share a step. First all of them in one transaction, without a look at the rows, which takes all locks
 * within milliseconds or gives up; from its COMMIT on new rows are checked. Then the rows from before, table by table and
 * key by key, while others read and write. `unchecked`: keys that are there and were never validated.
 * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT
 */
export function addSteps(
  catalog: Catalog,
  keys: readonly ForeignKey[],
  unchecked: readonly ForeignKey[] = [],
): MigrationStep[] {
  const added = named(catalog, keys);
  const tables: Tables = new Map(catalog.tables.map((table) => [tableKey(table), table]));
  const later = added.filter(({ key }) => isChecked(key) && !checksAtOnce(tables, key));
  const there = unchecked.flatMap((key) =>
    key.validated || key.name === null ? [] : [{ key, name: key.name }],
  );
  const byTable = Map.groupBy([...there, ...later], ({ key }) => tableKey(key.table));
  return [
    ...transactionsOf(added).flatMap((chunk, number) =>
      runs(chunk).map((group) => addStep(tables, group, number + 1)),
    ),
    ...[...byTable.values()].map((group) => validateStep(tables, group)),
  ];
}

/** What brings keys of one table back within one transaction, in the same way as the steps do. */
export function addStatements(catalog: Catalog, group: readonly NamedKey[]): readonly Statement[] {
  const tables: Tables = new Map(catalog.tables.map((table) => [tableKey(table), table]));
  const checked = group.filter(({ key }) => isChecked(key) && !checksAtOnce(tables, key));
  return [
    add(tables, group),
    ...validate(checked),
    ...group.flatMap(({ key, name }) => commentOn(key, name)),
  ];
}

function addStep(tables: Tables, group: readonly NamedKey[], transaction: number): MigrationStep {
  const table = tableOf(group);
  const names = group.map(({ name }) => name);
  const slow = group.filter(({ key }) => isChecked(key) && checksAtOnce(tables, key));
  return {
    summary: `Add ${countOfKeys(group.length)} to ${tableText(table)}`,
    kind: 'keys',
    table,
    precheck: [keysThere(table, names, 'none')],
    execute: [add(tables, group), ...group.flatMap(({ key, name }) => commentOn(key, name))],
    postcheck: [keysThere(table, names, 'all')],
    reverse: [
      alter(
        quotedTable(table),
        names.map((name) => `DROP CONSTRAINT ${quoted(name)}`),
      ),
    ],
    locks: `Others can read but not write ${tableText(table)} and ${parentsText(group)} for the moment of this transaction (SHARE ROW EXCLUSIVE); it gives up after half a second of waiting, and comes again.`,
    estimateMs: slow.length === 0 ? 2 * group.length : estimate(tables, slow),
    transaction,
    rewrites: false,
  };
}

function validateStep(tables: Tables, group: readonly NamedKey[]): MigrationStep {
  const table = tableOf(group);
  const names = group.map(({ name }) => name);
  return {
    summary: `Check the rows of ${tableText(table)} against ${countOfKeys(group.length)}`,
    kind: 'check',
    table,
    precheck: [keysThere(table, names, 'all')],
    execute: validate(group),
    postcheck: [keysValidated(table, names)],
    reverse: null,
    locks: `Others can read and write ${tableText(table)} and ${parentsText(group)} meanwhile (SHARE UPDATE EXCLUSIVE).`,
    estimateMs: estimate(tables, group),
    rewrites: false,
  };
}

function add(tables: Tables, group: readonly NamedKey[]): Statement {
  const actions = group.map(({ key, name }) => {
    const later = key.enforced && (!key.validated || !checksAtOnce(tables, key));
    return `ADD ${constraintClause(key, name)}${later ? ' NOT VALID' : ''}`;
  });
  return alter(quotedTable(tableOf(group)), actions);
}

/** One by one: a key whose rows do not fit keeps none of the others from being checked. */
function validate(group: readonly NamedKey[]): Statement[] {
  return group.map(({ key, name }) => alter(quotedTable(key.table), [`VALIDATE CONSTRAINT ${quoted(name)}`]));
}

/** A key that was not validated before stays so; one that is not enforced never is. */
function isChecked(key: ForeignKey): boolean {
  return key.validated && key.enforced;
}

/**
 * Before version 18, a partitioned child refuses NOT VALID, and where the parent is partitioned, VALIDATE leaves the keys
 * that are derived for its partitions unchecked.
 */
function checksAtOnce(tables: Tables, key: ForeignKey): boolean {
  return [key.table, key.parent].some((table) => tables.get(tableKey(table))?.partitioned ?? false);
}

function estimate(tables: Tables, group: readonly NamedKey[]): number | null {
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

import type { FuzzCase, FuzzChange, FuzzTable, NamedValues } from './fuzz-case.ts';
import { folded, isNamed } from './named-rows.ts';
import { rowsOfText } from './rows-text.ts';

type Rows = readonly (readonly unknown[])[];

/**
 * Whether all is as the changes ask for: new rows are there, deleted ones are gone, updated ones as set or deleted. Nothing is
 * where a row is deleted and given another key.
 */
export function isAllDone(
  fuzz: FuzzCase,
  changes: readonly FuzzChange[],
  left: Readonly<Record<string, string>>,
): boolean {
  return changes.every((change) => {
    const { table } = change;
    const there = rowsOfText(left[table.name] ?? '[]');
    if (there.length > mostLeft(fuzz, changes, table)) return false;
    if (change.kind === 'insert') return change.rows.every((row) => has(table, there, whole(table, row)));
    const named = (fuzz.rows[table.name] ?? []).filter((row) => isNamed(table, row, change.where));
    return named.every((row) => {
      const key: NamedValues = Object.fromEntries(
        (table.uniques[0] ?? []).map((at) => [table.columns[at]?.name ?? '', row[at] ?? null]),
      );
      if (change.kind === 'delete') return !has(table, there, key) || isTaken(table, key, changes);
      const isDeleted = changes.some(
        (other) => other.kind === 'delete' && other.table === table && isNamed(table, row, other.where),
      );
      // Which of its keys the others see hangs on what comes first.
      if (isDeleted && isReferenced(fuzz, table, change.set)) return false;
      return has(table, there, { ...key, ...change.set }) !== isDeleted;
    });
  });
}

/** More rows are there where one that should be deleted went on under another key, which an action gave it. */
function mostLeft({ rows }: FuzzCase, changes: readonly FuzzChange[], table: FuzzTable): number {
  const own = changes.filter((change) => change.table === table);
  const kept = (rows[table.name] ?? []).filter(
    (row) => !own.some((change) => change.kind === 'delete' && isNamed(table, row, change.where)),
  );
  return own.reduce((sum, change) => sum + (change.kind === 'insert' ? change.rows.length : 0), kept.length);
}

/** A new row with its defaults; the number that the database gives it is not known. */
function whole({ columns, kept }: FuzzTable, given: NamedValues): NamedValues {
  const filled = columns.filter(({ name }) => name !== 'id' || kept !== 'numbered');
  return { ...Object.fromEntries(filled.map((column) => [column.name, column.default])), ...given };
}

/** Whether another change gives a row this key. */
function isTaken(table: FuzzTable, key: NamedValues, changes: readonly FuzzChange[]): boolean {
  const values = Object.values(key).map(folded);
  return changes.some((change) => {
    if (change.table !== table || change.kind === 'delete') return false;
    const given = change.kind === 'insert' ? change.rows : [change.set];
    return given.some((row) =>
      Object.keys(key).some((name, i) => name in row && folded(row[name]) === values[i]),
    );
  });
}

/** Whether a key is set that others reference. */
function isReferenced({ keys }: FuzzCase, table: FuzzTable, set: NamedValues): boolean {
  return keys.some(
    ({ parent, parentColumns }) =>
      parent === table && parentColumns.some((column) => (table.columns[column]?.name ?? '') in set),
  );
}

function has(table: FuzzTable, rows: Rows, wanted: NamedValues): boolean {
  return rows.some((row) =>
    table.columns.every(({ name }, i) => !(name in wanted) || folded(row[i]) === folded(wanted[name])),
  );
}

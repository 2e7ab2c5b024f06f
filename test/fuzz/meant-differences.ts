import type { Outcome } from './comparison.ts';
import type { FuzzCase, FuzzChange, FuzzKey, FuzzRow, FuzzTable, NamedValues } from './fuzz-case.ts';
import { folded, isNamed } from './named-rows.ts';
import { rowsOfText, rowsText } from './rows-text.ts';

/** Whether an update gives a row a value that differs from its own in letters alone. */
export function isInLetters({ rows }: FuzzCase, changes: readonly FuzzChange[]): boolean {
  return changes.some((change) => {
    if (change.kind !== 'update') return false;
    const { table, where, set } = change;
    return (rows[table.name] ?? []).some(
      (row) => isNamed(table, row, where) && changesLetters(table, row, set),
    );
  });
}

/** The changes without what gives each row that is named a value in other letters alone. */
export function withoutLetters({ rows }: FuzzCase, changes: readonly FuzzChange[]): readonly FuzzChange[] {
  return changes.flatMap((change): readonly FuzzChange[] => {
    if (change.kind !== 'update') return [change];
    const { table, where, set } = change;
    const named = (rows[table.name] ?? []).filter((row) => isNamed(table, row, where));
    const kept = Object.entries(set).filter(
      ([name, value]) => !named.every((row) => changesLetters(table, row, { [name]: value })),
    );
    return kept.length === 0 ? [] : [{ ...change, set: Object.fromEntries(kept) }];
  });
}

export function followsWhole({ columns, onUpdate }: FuzzKey): boolean {
  return columns.length > 1 && onUpdate === 'cascade';
}

/** Whether the rows are those of another outcome, or as they were, but for letters. */
export function isAlikeButForLetters(
  { tables, rows }: FuzzCase,
  outcome: Outcome,
  others: readonly Outcome[],
): boolean {
  if (!outcome.ok) return false;
  const before = Object.fromEntries(tables.map(({ name }) => [name, rowsText(rows[name] ?? [])]));
  const all = [before, ...others.flatMap((other) => (other.ok ? [other.rows] : []))];
  // Read again: the order of the rows hangs on their letters as well.
  const inSmall = (text = '[]') => rowsText(rowsOfText(text.toLowerCase()));
  return all.some((other) =>
    tables.every(({ name }) => inSmall(outcome.rows[name]) === inSmall(other[name])),
  );
}

function changesLetters(table: FuzzTable, row: FuzzRow, set: NamedValues): boolean {
  return table.columns.some(
    ({ name }, i) => name in set && set[name] !== row[i] && folded(set[name]) === folded(row[i]),
  );
}

/**
 * Whether all that differs is here what an action sets, NULL or the default, in columns of a reference that shares one with
 * another that is lost as well.
 */
export function losesBoth({ tables, keys }: FuzzCase, native: Outcome, emulated: Outcome): boolean {
  if (!native.ok || !emulated.ok) return false;
  return tables.every((table) => {
    const lost = lostTogether(table, keys);
    const theirs = byKey(table, native.rows[table.name]);
    const ours = byKey(table, emulated.rows[table.name]);
    return (
      theirs.size === ours.size &&
      [...theirs].every(([key, row]) => {
        const own = ours.get(key);
        return row.every(
          (value, i) =>
            own?.[i] === value || lost.some(([column, given]) => column === i && given === own?.[i]),
        );
      })
    );
  });
}

/** Columns that are written, and with what, where a key is lost that shares one of its columns with another key. */
function lostTogether(
  table: FuzzTable,
  keys: readonly FuzzKey[],
): readonly (readonly [number, FuzzRow[number]])[] {
  const own = keys.filter(({ child }) => child === table);
  const shares = (key: FuzzKey) =>
    own.some((other) => other !== key && other.columns.some((column) => key.columns.includes(column)));
  return own.filter(shares).flatMap(({ columns, onDelete, onUpdate }) => {
    const actions = [onDelete, onUpdate];
    return columns.flatMap((column) => [
      ...(actions.includes('setNull') ? [[column, null] as const] : []),
      ...(actions.includes('setDefault') ? [[column, table.columns[column]?.default ?? null] as const] : []),
    ]);
  });
}

function byKey({ uniques }: FuzzTable, text = '[]'): ReadonlyMap<string, readonly unknown[]> {
  return new Map(
    rowsOfText(text).map((row) => [JSON.stringify((uniques[0] ?? []).map((column) => row[column])), row]),
  );
}

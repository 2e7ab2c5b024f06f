import type { FuzzCase, FuzzChange, FuzzRow, FuzzTable, FuzzWhere, NamedValues } from './fuzz-case.ts';

/** Which rows a change is about: those that it names as they are before it. */

export function isNamed(table: FuzzTable, row: FuzzRow, where: FuzzWhere): boolean {
  const has = (key: NamedValues) =>
    table.columns.every(({ name }, i) => !(name in key) || folded(key[name]) === folded(row[i]));
  return 'keys' in where ? where.keys.some(has) : has({ [where.column]: where.value });
}

/** As text that ignores case compares. */
export function folded(value: unknown): string {
  return JSON.stringify(value ?? null).toLowerCase();
}

/** The change with its rows by their keys, where a filter would look at each row again once others have changed. */
export function namedByKeys({ rows }: FuzzCase, change: FuzzChange): FuzzChange {
  if (change.kind === 'insert' || 'keys' in change.where) return change;
  const { table, where } = change;
  const [key = []] = table.uniques;
  const named = (rows[table.name] ?? []).filter((row) => isNamed(table, row, where));
  const keys = named.map((row) =>
    Object.fromEntries(key.map((column) => [table.columns[column]?.name ?? '', row[column] ?? null])),
  );
  return keys.length === 0 ? change : { ...change, where: { keys } };
}

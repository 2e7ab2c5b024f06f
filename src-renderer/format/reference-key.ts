import type { Table } from '../../src-main/model/catalog.ts';
import type { Filter } from '../../src-main/model/change.ts';
import type { Relation } from '../../src-main/model/relation.ts';
import { type Value, valueText } from '../../src-main/model/value.ts';
import { cellText } from './cell-text.ts';

/** The relation by which a column references; the first where there are several. null: it references nothing. */
export function relationOf(outgoing: readonly Relation[], column: string): Relation | null {
  return outgoing.find(({ child, state }) => child.columns.includes(column) && state !== 'stale') ?? null;
}

/** The values of the referencing columns, in their order; null: the row references nothing, since one of them is missing. */
export function referenceKey(
  table: Table,
  relation: Relation,
  values: readonly (Value | undefined)[],
): readonly Value[] | null {
  const key: Value[] = [];
  for (const name of relation.child.columns) {
    const value = values[table.columns.findIndex((column) => column.name === name)];
    if (value === null || value === undefined) return null;
    key.push(value);
  }
  return key;
}

/** Any of the rows whose columns hold one of these keys. */
export function anyOfKeys(columns: readonly string[], keys: readonly (readonly Value[])[]): Filter {
  const [only] = columns;
  if (columns.length === 1 && only !== undefined) {
    return { column: only, op: 'in', value: keys.flatMap(([value]) => (value === undefined ? [] : [value])) };
  }
  return {
    or: keys.map((key) => ({
      and: columns.map((column, index) => ({ column, op: 'eq' as const, value: key[index] ?? null })),
    })),
  };
}

/** Equal for equal keys, whatever form their values have. */
export function keyText(key: readonly Value[]): string {
  return JSON.stringify(key.map(valueText));
}

/** The same for keys that a database may well hold to be equal: without blanks at the end, letters of any case. */
export function looseKeyText(key: readonly Value[]): string {
  return JSON.stringify(key.map((value) => valueText(value).trimEnd().toLowerCase()));
}

/** Labels of several columns with blanks between; null: they are all empty. */
export function labelText(values: readonly Value[]): string | null {
  const parts = values.filter((value) => value !== null && value !== '').map(cellText);
  return parts.length === 0 ? null : parts.join(' ');
}

/**
 * The labels of the keys, by `keyText`, from rows that begin with their key. `missing`: no row has the key. Where a row
 * answers to no key for sure, none is said to be missing, since the database compares in ways of its own.
 */
export function labelsOf(
  keys: readonly (readonly Value[])[],
  rows: readonly (readonly Value[])[],
): ReadonlyMap<string, Label> {
  const exact = new Map(rows.map((row) => [keyText(row.slice(0, keys[0]?.length)), row]));
  const loose = new Map(rows.map((row) => [looseKeyText(row.slice(0, keys[0]?.length)), row]));
  const found = keys.map((key) => ({ key, row: exact.get(keyText(key)) ?? loose.get(looseKeyText(key)) }));
  const isSure = new Set(found.flatMap(({ row }) => (row === undefined ? [] : [row]))).size === rows.length;
  return new Map(
    found.map(({ key, row }): [string, Label] => [
      keyText(key),
      row !== undefined
        ? { text: besideKey(key, labelText(row.slice(key.length))), missing: false }
        : { text: null, missing: isSure },
    ]),
  );
}

/** A label that only says the key again says nothing. */
function besideKey([only, ...others]: readonly Value[], label: string | null): string | null {
  const isKey = others.length === 0 && label?.toLowerCase() === valueText(only ?? null).toLowerCase();
  return isKey ? null : label;
}

/** What stands beside a key; `text` null: the row has nothing to be called by. */
export type Label = { readonly text: string | null; readonly missing: boolean };

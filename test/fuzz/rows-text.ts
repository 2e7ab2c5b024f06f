import { firstNumber } from './engine-words.ts';

/** The rows in an order of their own: two databases may keep the same rows differently, and number new ones differently. */
export function rowsText(rows: readonly (readonly unknown[])[]): string {
  const values = (row: readonly unknown[]) =>
    row.map((value) => (typeof value === 'number' && value > firstNumber ? firstNumber : value));
  return JSON.stringify(rows.map((row) => JSON.stringify(values(row))).toSorted());
}

export function rowsOfText(text: string): readonly (readonly unknown[])[] {
  const spelled: unknown = JSON.parse(text);
  const rows = Array.isArray(spelled) ? spelled.map((row): unknown => JSON.parse(String(row))) : [];
  return rows.filter((row) => Array.isArray(row));
}

import type { TableRef } from '../../src-main/model/catalog.ts';
import { countText, quantity } from '../../src-main/model/count-text.ts';
import type { ChangeProgress, ChangeStage } from '../../src-main/model/progress.ts';

const doing: Readonly<Record<ChangeStage, (rows: string) => string>> = {
  planning: (rows) => `Finding ${rows}`,
  keeping: (rows) => `Keeping ${rows} for an undo`,
  writing: (rows) => `Writing ${rows}`,
  verifying: (rows) => `Checking ${rows}`,
  committing: () => 'Committing',
};

/** "orders · 12,000 rows so far"; '' at first. */
export function placeText({ table, rows }: ChangeProgress, nameOf: (table: TableRef) => string): string {
  if (table === null) return '';
  return rows === 0 ? nameOf(table) : `${nameOf(table)} · ${quantity(rows, 'row')} so far`;
}

/** "Writing rows of orders · 12,000 so far" */
export function progressText(
  { stage, table, rows }: ChangeProgress,
  nameOf: (table: TableRef) => string,
): string {
  const what = doing[stage](table === null ? 'rows' : `rows of ${nameOf(table)}`);
  return rows === 0 ? what : `${what} · ${countText(rows)} so far`;
}

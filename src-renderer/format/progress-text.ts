import type { TableRef } from '../../src-main/model/catalog.ts';
import type { ChangeProgress } from '../../src-main/model/progress.ts';
import { counted, numberText, t } from '../text/text.ts';

/** "orders · 12,000 rows so far"; '' at first. */
export function placeText({ table, rows }: ChangeProgress, nameOf: (table: TableRef) => string): string {
  if (table === null) return '';
  return rows === 0 ? nameOf(table) : counted('changes.rowsSoFar', rows, { table: nameOf(table) });
}

/** "Writing rows of orders · 12,000 so far" */
export function progressText(
  { stage, table, rows }: ChangeProgress,
  nameOf: (table: TableRef) => string,
): string {
  const what =
    table === null ? t(`changes.doing.${stage}`) : t(`changes.doingOf.${stage}`, { table: nameOf(table) });
  return rows === 0 ? what : t('changes.soFar', { what, n: numberText(rows) });
}

import type { Table } from '../../src-main/model/catalog.ts';
import { keyColumns } from '../../src-main/model/identity.ts';
import { t } from '../text/text.ts';

/** Why rows of a table cannot be changed, as a sentence; null: they can. */
export function whyReadOnly(table: Table, connectionReadOnly: boolean): string | null {
  if (connectionReadOnly) return t('records.readOnly.connection');
  if (table.kind === 'view' || table.kind === 'materializedView') {
    return t('records.readOnly.view', { table: table.name });
  }
  if (keyColumns(table) === null) {
    return t('records.readOnly.noKey', { table: table.name });
  }
  return null;
}

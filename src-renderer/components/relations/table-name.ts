import { type InjectionKey, inject, provide } from 'vue';
import type { TableRef } from '../../../src-main/model/catalog.ts';
import { tableText } from '../../../src-main/model/identity.ts';

export type TableName = (table: TableRef) => string;

const key: InjectionKey<TableName> = Symbol('table name');

/** Tables below are called by their name alone in the schema that `defaultSchema` gives. */
export function provideTableName(defaultSchema: () => string | undefined): TableName {
  const nameOf: TableName = (table) => (table.schema === defaultSchema() ? table.name : tableText(table));
  provide(key, nameOf);
  return nameOf;
}

export function useTableName(): TableName {
  return inject(key, () => tableText, true);
}

import { defineStore } from 'pinia';
import { computed, shallowReactive } from 'vue';
import type { TableRef } from '../../src-main/model/catalog.ts';
import type { Change } from '../../src-main/model/change.ts';
import { tableKey } from '../../src-main/model/identity.ts';
import type { Row, Value } from '../../src-main/model/value.ts';
import {
  changesOf,
  countEdits,
  noEdits,
  type StagedUpdate,
  stageCell,
  stageDelete,
  stageInsert,
  stageInsertedCell,
  type TableEdits,
  unstage,
} from '../format/staged-edits.ts';

/** Edits of all tables that are not applied yet. They know rows by key, so sorting, filtering and paging keep them. */
export const useStagedEdits = defineStore('staged-edits', () => {
  const tables = shallowReactive(new Map<string, TableEdits>());
  let lastInsert = 0;

  const count = computed(() => [...tables.values()].reduce((sum, edits) => sum + countEdits(edits), 0));
  const changes = computed<readonly Change[]>(() => [...tables.values()].flatMap(changesOf));

  function of(table: TableRef): TableEdits {
    return tables.get(tableKey(table)) ?? noEdits({ schema: table.schema, name: table.name });
  }

  function keep(edits: TableEdits): void {
    tables.set(tableKey(edits.table), edits);
  }

  /** A new row with all defaults; gives its id. */
  function insert(table: TableRef, values: Row = {}): string {
    lastInsert += 1;
    const id = `new-${lastInsert}`;
    keep(stageInsert(of(table), { id, values }));
    return id;
  }

  function setInserted(table: TableRef, id: string, column: string, value: Value | undefined): void {
    keep(stageInsertedCell(of(table), id, column, value));
  }

  function setCell(table: TableRef, row: Omit<StagedUpdate, 'set'>, column: string, value: Value): void {
    keep(stageCell(of(table), { ...row, set: {} }, column, value));
  }

  function remove(table: TableRef, keys: readonly Row[]): void {
    keep(stageDelete(of(table), keys));
  }

  function takeBack(table: TableRef, ids: readonly string[]): void {
    keep(unstage(of(table), ids));
  }

  function clear(): void {
    tables.clear();
  }

  return { tables, count, changes, of, insert, setInserted, setCell, remove, takeBack, clear };
});

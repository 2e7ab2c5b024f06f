import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { Table, TableRef } from '../../src-main/model/catalog.ts';
import type { OpenedConnection } from '../../src-main/model/connection.ts';
import { tableKey } from '../../src-main/model/identity.ts';
import type { ModelWarning, Relation, RelationMode, RelationModel } from '../../src-main/model/relation.ts';
import { client } from '../client.ts';
import { keepWorkbench, keptWorkbench } from './kept-workbench.ts';
import { useTabs } from './tabs.ts';

export type OpenRequest = ({ readonly url: string } | { readonly id: string }) & {
  readonly readOnly?: boolean;
  readonly relationMode?: RelationMode;
};

/** The open connection and its relation model. */
export const useWorkbench = defineStore('workbench', () => {
  const opened = shallowRef<OpenedConnection | null>(null);
  const model = shallowRef<RelationModel | null>(null);
  /** `tableKey` of the table that tree, graph and inspector agree on. */
  const selected = shallowRef<string | null>(null);
  const closedSchemas = shallowRef<ReadonlySet<string>>(new Set());
  const opening = shallowRef(false);
  const tabs = useTabs();

  const tables = computed<readonly Table[]>(() => model.value?.tables ?? []);
  const relations = computed<readonly Relation[]>(() => model.value?.relations ?? []);
  const byKey = computed(() => new Map(tables.value.map((table) => [tableKey(table), table])));
  const asChild = computed(() => Map.groupBy(relations.value, ({ child }) => tableKey(child.table)));
  const asParent = computed(() => Map.groupBy(relations.value, ({ parent }) => tableKey(parent.table)));
  const selectedTable = computed(() =>
    selected.value === null ? null : (byKey.value.get(selected.value) ?? null),
  );

  /** Warnings about relations of the table. */
  function warningsOf(key: string | null): readonly ModelWarning[] {
    const table = key === null ? undefined : byKey.value.get(key);
    if (table === undefined) return [];
    const own = new Set(
      [...(asChild.value.get(tableKey(table)) ?? []), ...(asParent.value.get(tableKey(table)) ?? [])].map(
        ({ id }) => id,
      ),
    );
    return (model.value?.warnings ?? []).filter(({ relation }) => relation !== null && own.has(relation));
  }

  async function open(request: OpenRequest): Promise<void> {
    opening.value = true;
    try {
      const connection = await client.connections.open({ ...request });
      const kept = keptWorkbench(connection);
      tabs.become(kept.open);
      selected.value = kept.selected;
      closedSchemas.value = new Set(kept.closedSchemas);
      model.value = connection.model;
      opened.value = connection;
      if (connection.interrupted !== null) tabs.showModeSwitch();
    } finally {
      opening.value = false;
    }
  }

  watch([() => tabs.open, selected, closedSchemas], ([open]) => {
    if (opened.value === null) return;
    keepWorkbench(opened.value, {
      open,
      selected: selected.value,
      closedSchemas: [...closedSchemas.value],
    });
  });

  function toggleSchema(schema: string, isOpen: boolean): void {
    const next = new Set(closedSchemas.value);
    if (isOpen) next.delete(schema);
    else next.add(schema);
    closedSchemas.value = next;
  }

  async function close(): Promise<void> {
    const connection = opened.value?.connection;
    opened.value = null;
    model.value = null;
    if (connection !== undefined) await client.connections.close({ connection });
  }

  async function reload(): Promise<void> {
    model.value = await client.model.reload({ connection: handle() });
  }

  function setModel(next: RelationModel): void {
    model.value = next;
  }

  /** The handle that requests name; there is one on every screen that sends any. */
  function handle(): string {
    if (opened.value === null) throw new Error('No connection is open.');
    return opened.value.connection;
  }

  function tableOf(ref: TableRef): Table | null {
    return byKey.value.get(tableKey(ref)) ?? null;
  }

  return {
    opened,
    model,
    selected,
    closedSchemas,
    toggleSchema,
    opening,
    tables,
    relations,
    byKey,
    asChild,
    asParent,
    selectedTable,
    open,
    close,
    reload,
    setModel,
    warningsOf,
    handle,
    tableOf,
  };
});

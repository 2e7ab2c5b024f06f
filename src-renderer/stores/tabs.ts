import { defineStore } from 'pinia';
import { computed, ref } from 'vue';

/** A tab of the workbench's centre; `records` tabs are named by their table's key. */
export type WorkbenchTab =
  | { readonly id: 'graph'; readonly kind: 'graph' }
  | { readonly id: 'mode'; readonly kind: 'mode' }
  | { readonly id: 'integrity'; readonly kind: 'integrity' }
  | { readonly id: 'history'; readonly kind: 'history' }
  | { readonly id: string; readonly kind: 'records' };

const graph: WorkbenchTab = { id: 'graph', kind: 'graph' };

export const useTabs = defineStore('tabs', () => {
  const tabs = ref<readonly WorkbenchTab[]>([graph]);
  const activeId = ref<string>(graph.id);
  const active = computed(() => tabs.value.find(({ id }) => id === activeId.value) ?? graph);

  function show(tab: WorkbenchTab): void {
    if (!tabs.value.some(({ id }) => id === tab.id)) tabs.value = [...tabs.value, tab];
    activeId.value = tab.id;
  }

  function showRecords(tableKey: string): void {
    show({ id: tableKey, kind: 'records' });
  }

  function showModeSwitch(): void {
    show({ id: 'mode', kind: 'mode' });
  }

  function showIntegrity(): void {
    show({ id: 'integrity', kind: 'integrity' });
  }

  function showHistory(): void {
    show({ id: 'history', kind: 'history' });
  }

  /** The graph stays; its neighbour takes a closed tab's place. */
  function close(id: string): void {
    const index = tabs.value.findIndex((tab) => tab.id === id);
    if (id === graph.id || index === -1) return;
    tabs.value = tabs.value.filter((tab) => tab.id !== id);
    if (activeId.value === id) activeId.value = (tabs.value[index] ?? tabs.value[index - 1] ?? graph).id;
  }

  /** The tab `step` to the right, round the ends. */
  function cycle(step: number): void {
    const index = tabs.value.findIndex(({ id }) => id === activeId.value);
    const next = tabs.value.at((index + step) % tabs.value.length);
    if (next !== undefined) activeId.value = next.id;
  }

  function reset(): void {
    tabs.value = [graph];
    activeId.value = graph.id;
  }

  return {
    tabs,
    activeId,
    active,
    show,
    showRecords,
    showModeSwitch,
    showIntegrity,
    showHistory,
    close,
    cycle,
    reset,
  };
});

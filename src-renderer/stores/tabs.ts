import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import {
  closed,
  graphTab,
  kept,
  moved,
  noTabs,
  type OpenTabs,
  opened,
  pinned,
  type TabKind,
} from '../format/open-tabs.ts';

export const useTabs = defineStore('tabs', () => {
  const open = shallowRef<OpenTabs>(noTabs);
  const tabs = computed(() => open.value.tabs);
  const activeId = computed({
    get: () => open.value.activeId,
    set: (id) => {
      open.value = { ...open.value, activeId: id };
    },
  });
  const active = computed(() => tabs.value.find(({ id }) => id === activeId.value) ?? graphTab);

  function become(next: OpenTabs): void {
    open.value = next;
  }

  function show(id: string, kind: TabKind): void {
    become(opened(open.value, { id, kind, stay: 'kept' }));
  }

  /** The tab `step` to the right, round the ends. */
  function cycle(step: number): void {
    const index = tabs.value.findIndex(({ id }) => id === activeId.value);
    const next = tabs.value.at((index + step) % tabs.value.length);
    if (next !== undefined) activeId.value = next.id;
  }

  return {
    open,
    tabs,
    activeId,
    active,
    become,
    showRecords: (tableKey: string) => show(tableKey, 'records'),
    /** In the one tab whose table the next preview replaces. */
    previewRecords: (tableKey: string) =>
      become(opened(open.value, { id: tableKey, kind: 'records', stay: 'preview' })),
    showModeSwitch: () => show('mode', 'mode'),
    showIntegrity: () => show('integrity', 'integrity'),
    showHistory: () => show('history', 'history'),
    keep: (id: string) => become(kept(open.value, id)),
    pin: (id: string, isPinned: boolean) => become(pinned(open.value, id, isPinned)),
    /** To the place `to`, from 0. */
    move: (id: string, to: number) => become(moved(open.value, id, to)),
    close: (...ids: readonly string[]) => become(closed(open.value, new Set(ids))),
    cycle,
  };
});

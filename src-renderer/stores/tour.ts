import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { useTabs } from './tabs.ts';
import { useWorkbench } from './workbench.ts';

const keptIn = 'referee.tour';

/** What the tour shows, in this order. */
export const tourSteps = ['graph', 'records', 'modeSwitch'] as const;
export type TourStep = (typeof tourSteps)[number];

/** Three steps through the program, shown once, when the first database is open. */
export const useTour = defineStore('tour', () => {
  /** null: it is not shown. */
  const index = shallowRef<number | null>(null);
  const step = computed<TourStep | null>(() =>
    index.value === null ? null : (tourSteps[index.value] ?? null),
  );

  function offerOnce(): void {
    if (localStorage.getItem(keptIn) === null) start();
  }

  function start(): void {
    go(0);
  }

  function next(): void {
    if (index.value === null) return;
    if (index.value + 1 < tourSteps.length) go(index.value + 1);
    else end();
  }

  /** Skipped or gone through: it does not come back by itself. */
  function end(): void {
    index.value = null;
    localStorage.setItem(keptIn, 'seen');
  }

  /** With the connection that it was shown on. */
  function leave(): void {
    index.value = null;
  }

  function go(to: number): void {
    index.value = to;
    show(tourSteps[to] ?? 'graph');
  }

  /** Brings what the step tells of into view. */
  function show(shown: TourStep): void {
    const tabs = useTabs();
    if (shown === 'graph') tabs.activeId = 'graph';
    if (shown === 'modeSwitch') tabs.showModeSwitch();
    if (shown !== 'records') return;
    const workbench = useWorkbench();
    const most = [...workbench.byKey.keys()].toSorted(
      (a, b) => (workbench.asParent.get(b)?.length ?? 0) - (workbench.asParent.get(a)?.length ?? 0),
    )[0];
    if (most === undefined) return;
    workbench.selected = most;
    tabs.showRecords(most);
  }

  return { index, step, offerOnce, start, next, end, leave };
});

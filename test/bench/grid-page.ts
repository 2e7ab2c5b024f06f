import type { Page } from '@playwright/test';

/** Frames a second while scrolling, and the longest wait for one in milliseconds. */
export type GridFrames = { readonly perSecond: number; readonly longest: number };

/** Milliseconds from the double click on a table in the tree to the frame after its first row was drawn. */
export function openingTime(page: Page, table: string): Promise<number> {
  return page.evaluate(async (name) => {
    const items = [...document.querySelectorAll('[role=tree] [role=treeitem]')];
    const item = items.find((each) => each.textContent.includes(name));
    const start = performance.now();
    item?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    while (!document.querySelector('[role=grid] .text')) {
      await new Promise((done) => requestAnimationFrame(done));
    }
    await new Promise((done) => requestAnimationFrame(done));
    return performance.now() - start;
  }, table);
}

/** Scrolls for three seconds: by so many pixels a frame, or as if the scrollbar were dragged from end to end. */
export function gridFrames(page: Page, how: 'wheel' | 'drag', by: number): Promise<GridFrames> {
  return page.evaluate(
    async ([way, step]) => {
      const grid = document.querySelector('[role=grid]');
      if (grid === null) throw new Error('There is no grid.');
      const lasts = 3000;
      const start = performance.now();
      const times: number[] = [];
      let now = start;
      while (now - start < lasts) {
        if (way === 'drag') grid.scrollTop = ((now - start) / lasts) * grid.scrollHeight;
        else grid.scrollTop += step;
        now = await new Promise<number>((done) => requestAnimationFrame(done));
        times.push(now);
      }
      const waits = times.slice(1).map((time, index) => time - (times[index] ?? time));
      const first = times[0] ?? start;
      return { perSecond: (waits.length / (now - first)) * 1000, longest: Math.max(...waits) };
    },
    [how, by] as const,
  );
}

/** Milliseconds until a row is drawn with its values: after Ctrl+End, or after a jump of the scrollbar. */
export function timeUntilRow(page: Page, how: 'end' | 'scrollbar', row: number): Promise<number> {
  return page.evaluate(
    async ([way, index]) => {
      const grid = document.querySelector('[role=grid]');
      const end = { key: 'End', ctrlKey: true, bubbles: true, cancelable: true };
      const start = performance.now();
      if (way === 'end') grid?.dispatchEvent(new KeyboardEvent('keydown', end));
      else grid?.scrollTo({ top: index * 26 });
      while (!document.querySelector(`[role=row][aria-rowindex="${index + 1}"] .text`)) {
        if (performance.now() - start > 10_000) throw new Error(`Row ${index} did not come.`);
        await new Promise((done) => requestAnimationFrame(done));
      }
      return performance.now() - start;
    },
    [how, row] as const,
  );
}

/** What runs in the page. It looks at the renderer from outside: its marks, its frames, and what holds it up. */
import type { Page } from '@playwright/test';

/** Must be called before the page is loaded. */
export async function watchBlocks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const blocks: { start: number; duration: number }[] = [];
    Object.assign(window, { blocks });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) blocks.push({ start: startTime, duration });
    }).observe({ type: 'longtask', buffered: true });
  });
}

export type Opening = {
  readonly layoutMs: number;
  readonly paintMs: number;
  /** The longest time that the window could not answer while the layout was under way; 0: never above 50 ms. */
  readonly blockMs: number;
  /** The same from there to the first paint. */
  readonly paintBlockMs: number;
};

export async function measureOpening(page: Page): Promise<Opening> {
  await page.waitForFunction(() => performance.getEntriesByName('graph.paint').length > 0, null, {
    timeout: 120_000,
  });
  // A long task is told of when it is over.
  await page.waitForTimeout(200);
  return page.evaluate(() => {
    const layout = performance.getEntriesByName('graph.layout')[0];
    const paint = performance.getEntriesByName('graph.paint')[0];
    if (layout === undefined || paint === undefined) throw new Error('The graph left no marks.');
    const end = layout.startTime + layout.duration;
    const seen: unknown = Reflect.get(window, 'blocks');
    const blocks = Array.isArray(seen) ? seen : [];
    const longest = (from: number, to: number) =>
      blocks
        .filter(({ start, duration }) => start < to && start + duration > from)
        .reduce(
          (most, { start, duration }) =>
            Math.max(most, Math.min(to, start + duration) - Math.max(from, start)),
          0,
        );
    return {
      layoutMs: layout.duration,
      paintMs: paint.duration,
      blockMs: longest(layout.startTime, end),
      paintBlockMs: longest(end, end + paint.duration),
    };
  });
}

/** Frames per second while the wheel pans back and forth, or zooms in and out, once a frame. */
export async function framesWhile(page: Page, what: 'pan' | 'zoom', milliseconds = 2000): Promise<number> {
  return page.evaluate(
    async ({ what, milliseconds }) => {
      const viewport = document.querySelector('.relation-graph .viewport');
      if (viewport === null) throw new Error('There is no graph on the page.');
      const box = viewport.getBoundingClientRect();
      const at = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const start = await frame();
      let frames = 0;
      let now = start;
      while (now - start < milliseconds) {
        const forth = Math.sin(((now - start) / 1000) * Math.PI * 2);
        const turn = what === 'pan' ? { deltaX: forth * 24, shiftKey: true } : { deltaY: forth * 24 };
        viewport.dispatchEvent(new WheelEvent('wheel', { ...at, ...turn, bubbles: true, cancelable: true }));
        now = await frame();
        frames += 1;
      }
      return (frames * 1000) / (now - start);
    },
    { what, milliseconds },
  );
}

/** Turns the wheel at the middle of the graph until it is at this zoom. */
export async function zoomTo(page: Page, zoom: number): Promise<void> {
  await page.evaluate((zoom) => {
    const viewport = document.querySelector('.relation-graph .viewport');
    const text = document.querySelector('.relation-graph .zoom')?.textContent ?? '';
    if (viewport === null) throw new Error('There is no graph on the page.');
    const box = viewport.getBoundingClientRect();
    const deltaY = -Math.log((zoom * 100) / Number.parseInt(text, 10)) / 0.0016;
    const at = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
    viewport.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY, bubbles: true, cancelable: true }));
  }, zoom);
  await page.waitForTimeout(200);
}

/** Of the page's JavaScript, after the garbage is gone. */
export async function heapMegabytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 2 ** 20;
}

import ELK, { type ELK as Layouter } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';

export type { Layouter };

/** More give little: each takes a third of a second to start, and others want to work, too. */
export const mostLayouters = 3;

/** Waits for the next layout: half of what a small graph takes is the start of a worker. */
let spare: Layouter | null = null;

/** Starts a worker, so that it is there once there is something to lay out. */
export function readyLayouter(): void {
  spare ??= started();
}

/** As many as can work at once while the window waits for them, and no more than asked for. */
export function takeLayouters(atMost: number): readonly Layouter[] {
  const count = Math.min(atMost, Math.max(1, Math.ceil(navigator.hardwareConcurrency * 0.6)));
  return Array.from({ length: count }, () => {
    const layouter = spare ?? started();
    spare = null;
    return layouter;
  });
}

/** One is kept. `idle`: their work is done; those that still work can only be ended. */
export function giveBack(layouters: readonly Layouter[], idle: boolean): void {
  for (const layouter of layouters) {
    if (idle && spare === null) spare = layouter;
    else layouter.terminateWorker();
  }
}

function started(): Layouter {
  return new ELK({ workerFactory: () => new Worker(workerUrl) });
}

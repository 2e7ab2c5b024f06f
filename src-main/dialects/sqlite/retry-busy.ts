import type { Cancellation } from './cancellation.ts';

const pause = 20;

/** Waits for another program's lock, so many milliseconds at most, and unlike SQLite's own busy timeout not beyond a cancel. */
export function retryBusy<T>(lockWait: number, cancellation: Cancellation, attempt: () => T): T {
  const end = performance.now() + lockWait;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error;
      cancellation.pause(pause);
    }
  }
}

/** SQLITE_BUSY_SNAPSHOT stays busy until the transaction ends: waiting is in vain. */
function isBusy(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && code.startsWith('SQLITE_BUSY') && code !== 'SQLITE_BUSY_SNAPSHOT';
}

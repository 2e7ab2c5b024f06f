import { AppError } from '../../model/error.ts';

/** Milliseconds that a KILL has, before the connection is given up: with the rest, less than a second. */
const patience = 850;

export function cancelled(): AppError {
  return new AppError('cancelled', 'The statement was cancelled.');
}

/** Settles with the work, or on the signal: `kill` is tried, and `abandon` called if the work does not end by it. */
export async function interruptible<T>(
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
  kill: () => Promise<void>,
  abandon: () => void,
): Promise<T> {
  if (signal === undefined) return work();
  if (signal.aborted) throw cancelled();
  let onAbort = () => {};
  let timer: NodeJS.Timeout | undefined;
  let killing: Promise<void> | null = null;
  const givenUp = new Promise<never>((_, reject) => {
    onAbort = () => {
      killing = kill().catch(() => {});
      timer = setTimeout(() => {
        abandon();
        reject(cancelled());
      }, patience);
    };
  });
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([settleAfterKill(work(), () => killing), givenUp]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    clearTimeout(timer);
  }
}

/** A KILL still under way must not hit the session's next statement. */
async function settleAfterKill<T>(work: Promise<T>, killing: () => Promise<void> | null): Promise<T> {
  try {
    return await work;
  } finally {
    await killing();
  }
}

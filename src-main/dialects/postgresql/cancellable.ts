import { cancelled } from './errors.ts';

/** How long the server has to end a cancelled statement before the connection is cut. */
const patienceMs = 700;

/**
 * Waits for `work`. An abort asks the server to end it, then cuts the connection if it goes on. Comes back only when the
 * request to cancel has been served too: a late one would hit the next statement of the same session.
 */
export async function cancellable<T>(
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
  how: { cancel(timeoutMs: number): Promise<void>; cut(): void },
): Promise<T> {
  if (signal === undefined) return await work();
  if (signal.aborted) throw cancelled();
  let stopping: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    timer = setTimeout(how.cut, patienceMs);
    stopping = how.cancel(patienceMs).catch(() => {});
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    const result = await work();
    if (signal.aborted) throw cancelled();
    return result;
  } catch (error) {
    throw signal.aborted ? cancelled() : error;
  } finally {
    signal.removeEventListener('abort', stop);
    await stopping;
    clearTimeout(timer);
  }
}

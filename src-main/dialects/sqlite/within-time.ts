import { AppError } from '../../model/error.ts';

/** SQLite limits no statement by itself: one that takes longer than so many milliseconds is cancelled. `timeout`. */
export async function withinTime<T>(
  limit: number | null,
  signal: AbortSignal | undefined,
  work: (ends: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  if (limit === null) return work(signal);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), limit);
  try {
    return await work(signal === undefined ? late.signal : AbortSignal.any([signal, late.signal]));
  } catch (error) {
    if (!late.signal.aborted || signal?.aborted) throw error;
    throw new AppError('timeout', `The statement took longer than ${limit / 1000} s and was stopped.`, {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}

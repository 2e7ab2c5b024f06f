import type { Database, Session } from '../dialects/dialect.ts';
import { AppError } from '../model/error.ts';

/** A session of one's own. Whoever gives up waiting for a free one leaves it to the next. `cancelled`. */
export async function takeSession(database: Database, signal?: AbortSignal): Promise<Session> {
  const taken = database.session();
  if (signal === undefined) return taken;
  const { promise: givenUp, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(new AppError('cancelled', 'The request was cancelled.'));
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([givenUp, taken]);
  } catch (error) {
    taken.then(
      (session) => session.release(),
      () => {},
    );
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

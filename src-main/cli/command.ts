import type { ErrorCode } from '../model/error.ts';
import { problemOf } from '../services/errors.ts';
import { visible } from './plan/visible.ts';

/** Bad input is told apart from a plan that is blocked, and from a database that cannot be reached. */
const badInput: readonly ErrorCode[] = ['request.invalid', 'dialect.unsupported'];

/** Runs a command until it ends or the terminal stops it, and says what went wrong. Gives its exit code. */
export async function stoppable(
  name: string,
  work: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    return await work(stopped.signal);
  } catch (error) {
    const { code, message, hint } = problemOf(error, name, stopped.signal);
    console.error(visible(`referee: ${message}`));
    if (hint !== null) console.error(hint.split('\n').map(visible).join('\n'));
    return badInput.some((known) => known === code) ? 2 : 1;
  }
}

import { ORPCError, ValidationError } from '@orpc/contract';
import { AppError, type ErrorCode, errorCodes } from '../model/error.ts';
import { inputProblem } from './input-problem.ts';

/** What a client gets to know of a failure. */
export type Problem = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
  readonly data: unknown;
};

/** The one place where an error becomes a message. `method` is the request's name, `signal` its cancellation. */
export function toProblem(error: unknown, method: string, signal?: AbortSignal): Problem {
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, hint: error.hint, data: error.data };
  }
  if (error instanceof ORPCError && error.cause instanceof ValidationError && error.status === 400) {
    return problem('request.invalid', `${method}: ${inputProblem(error.cause.issues)}`);
  }
  if (signal?.aborted || isAbort(error)) return problem('cancelled', `${method} was cancelled.`);
  console.error(`${method} failed:`, error);
  const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
  return problem(
    'internal',
    `${method} failed inside Referee: ${reason}`,
    'This is a defect of Referee. Please report it with this message.',
  );
}

/** As oRPC carries it: the code and the message as they are, hint and data beside each other in its `data`. */
export function toORPCError(error: unknown, method: string, signal?: AbortSignal): Error {
  const { code, message, hint, data } = toProblem(error, method, signal);
  return new ORPCError(code, { message, data: { hint, data }, cause: error });
}

/** What fails while events are streaming looks the same as what fails before. */
export async function* withMappedErrors(
  events: Stream,
  method: string,
  signal: AbortSignal | undefined,
): Stream {
  try {
    return yield* events;
  } catch (error) {
    throw toORPCError(error, method, signal);
  }
}

type Stream = AsyncGenerator<unknown, unknown, undefined>;

export function isStream(output: unknown): output is Stream {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}

/** The way back: what the router threw, as a problem again. */
export function problemOf(error: unknown, method: string, signal?: AbortSignal): Problem {
  const code = error instanceof ORPCError ? errorCodes.find((known) => known === error.code) : undefined;
  if (!(error instanceof ORPCError) || code === undefined) return toProblem(error, method, signal);
  const { hint, data }: Partial<Problem> = error.data ?? {};
  return { code, message: error.message, hint: hint ?? null, data: data ?? null };
}

function problem(code: ErrorCode, message: string, hint: string | null = null): Problem {
  return { code, message, hint, data: null };
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

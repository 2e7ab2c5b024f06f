/** The closed set of codes that a request can fail with. */
export const errorCodes = [
  'connection.refused',
  'connection.lost',
  'auth.failed',
  'constraint.violated',
  'plan.stale',
  'plan.blocked',
  'plan.unknown',
  'dialect.unsupported',
  'request.invalid',
  'readOnly',
  'cancelled',
  'timeout',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * A failure of the outside world or of a request, with a code.
 * - `message`: one sentence that names table, relation, columns and values.
 * - `hint`: what to do next; null where the message says it all.
 * - `data`: JSON that belongs to the failure, such as the new plan of a `plan.stale`.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | null;
  readonly data: unknown;

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint?: string; data?: unknown; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.hint = options.hint ?? null;
    this.data = options.data ?? null;
  }
}

/** The same failure in other words, with another hint or other data where they are given. */
export function retold(
  error: AppError,
  message: string,
  { hint = error.hint ?? undefined, data = error.data }: { hint?: string | undefined; data?: unknown } = {},
): AppError {
  return new AppError(error.code, message, { ...(hint === undefined ? {} : { hint }), data, cause: error });
}

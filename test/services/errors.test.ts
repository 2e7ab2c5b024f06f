import { describe, expect, test, vi } from 'vitest';
import { AppError } from '../../src-main/model/error.ts';
import { problemOf, toORPCError, toProblem } from '../../src-main/services/errors.ts';

describe('an error on its way to the client', () => {
  test('keeps code, message, hint and data of a failure that was foreseen', () => {
    const error = new AppError('plan.stale', 'The rows changed.', {
      hint: 'Look again.',
      data: { plan: 'p2' },
    });
    expect(toProblem(error, 'changes.apply')).toEqual({
      code: 'plan.stale',
      message: 'The rows changed.',
      hint: 'Look again.',
      data: { plan: 'p2' },
    });
  });

  test('is the same after it went through the RPC library', () => {
    const error = new AppError('auth.failed', 'Wrong password.', { hint: 'Try again.', data: [1] });
    expect(problemOf(toORPCError(error, 'connections.open'), 'connections.open')).toEqual(
      toProblem(error, 'connections.open'),
    );
  });

  test('is told without its stack where nobody foresaw it', () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const problem = toProblem(new TypeError('x is not a function\n    at y (z.ts:1)'), 'model.get');
    expect(problem.code).toBe('internal');
    expect(problem.message).toBe('model.get failed inside Referee: x is not a function');
    expect(JSON.stringify(problem)).not.toContain('z.ts');
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
  });

  test('is a cancellation where the request was cancelled', () => {
    const problem = toProblem(new Error('This operation was aborted'), 'model.get', AbortSignal.abort());
    expect(problem.code).toBe('cancelled');
  });
});

import { createProcedureClient, getRouter, isProcedure } from '@orpc/server';
import { resultOf } from '../contract/result-of.ts';
import { isStream, type Problem, problemOf } from '../services/errors.ts';
import type { ServiceRouter } from '../services/router.ts';

/** `method` is `group.name`. */
export type MethodCall = { readonly method: string; readonly params: unknown };

export type Outcome = { readonly result: unknown } | { readonly problem: Problem };

/** Calls a method of the contract by its name. A method that streams has its result after its last event. */
export async function callMethod(
  router: ServiceRouter,
  { method, params }: MethodCall,
  signal: AbortSignal,
  onEvent: (event: unknown) => void,
): Promise<Outcome> {
  const path = method.split('.');
  const procedure = getRouter(router, path);
  if (!isProcedure(procedure)) return { problem: unknownMethod(router, method) };
  const call = createProcedureClient(procedure, { context: { client: 'terminal' }, path });
  try {
    const output: unknown = await call(params, { signal });
    return { result: isStream(output) ? ((await resultOf(output, onEvent)) ?? {}) : output };
  } catch (error) {
    return { problem: problemOf(error, method, signal) };
  }
}

function unknownMethod(router: ServiceRouter, method: string): Problem {
  const known = Object.entries(router).flatMap(([group, methods]) =>
    Object.keys(methods).map((name) => `${group}.${name}`),
  );
  return {
    code: 'request.invalid',
    message: `There is no method "${method}".`,
    hint: `Known are ${known.join(', ')}.`,
    data: null,
  };
}

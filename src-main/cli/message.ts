import type { Problem } from '../services/errors.ts';
import type { MethodCall } from './call-method.ts';

export type RequestId = string | number;

/** A line of the input: a request, the cancellation of one, or something that gets an error for an answer. */
export type Message =
  | { readonly kind: 'request'; readonly id: RequestId; readonly call: MethodCall }
  | { readonly kind: 'cancel'; readonly id: RequestId }
  | { readonly kind: 'wrong'; readonly id: RequestId | null; readonly problem: Problem };

const hint = 'Write {"id":1,"method":"group.name","params":{...}} or {"id":1,"cancel":true} on one line.';

/** `isRunning`: whether a request with this id is not yet answered. */
export function readMessage(line: string, isRunning: (id: RequestId) => boolean): Message {
  const content = parse(line);
  if (content instanceof Error) return wrong(null, `The line is no JSON: ${content.message}.`);
  if (!isRecord(content)) return wrong(null, 'The line is no JSON object.');
  const { id, method, params, cancel } = content;
  if (typeof id !== 'string' && typeof id !== 'number')
    return wrong(null, '"id" must be a text or a number.');
  if (cancel === true) return { kind: 'cancel', id };
  if (typeof method !== 'string') return wrong(id, '"method" must be a text.');
  if (isRunning(id)) return wrong(id, `A request with the id ${JSON.stringify(id)} is still running.`);
  return { kind: 'request', id, call: { method, params: params ?? {} } };
}

function parse(line: string): unknown {
  try {
    const content: unknown = JSON.parse(line);
    return content;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function wrong(id: RequestId | null, message: string): Message {
  return { kind: 'wrong', id, problem: { code: 'request.invalid', message, hint, data: null } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

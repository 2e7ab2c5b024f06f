import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Problem } from '../services/errors.ts';
import type { ServiceRouter } from '../services/router.ts';
import { callMethod, type MethodCall } from './call-method.ts';
import { type RequestId, readMessage } from './message.ts';

/** These run until their connection is closed, so nobody waits for their end. */
const endless: ReadonlySet<string> = new Set(['connections.log']);

type Running = { readonly cancel: AbortController; readonly method: string; readonly done: Promise<void> };

/** Answers the requests of an input, several at a time, until it ends and all of them are answered, or until `stop`. */
export async function serveJsonLines(parts: {
  readonly router: ServiceRouter;
  readonly input: Readable;
  readonly write: (line: string) => void;
  readonly stop: AbortSignal;
}): Promise<void> {
  const { router, input, write, stop } = parts;
  const running = new Map<RequestId, Running>();
  const send = (message: object) => write(`${JSON.stringify(message)}\n`);
  const fail = (id: RequestId | null, { code, message, hint, data }: Problem) =>
    send({ id, error: { code, message, hint, ...(data === null ? {} : { data }) } });

  function start(id: RequestId, call: MethodCall): void {
    const cancel = new AbortController();
    const done = callMethod(router, call, cancel.signal, (event) => send({ id, event }))
      .then((outcome) => {
        if ('problem' in outcome) fail(id, outcome.problem);
        else send({ id, result: outcome.result });
      })
      .finally(() => running.delete(id));
    running.set(id, { cancel, method: call.method, done });
  }

  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  stop.addEventListener('abort', () => lines.close());
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const message = readMessage(line, (id) => running.has(id));
    if (message.kind === 'request') start(message.id, message.call);
    else if (message.kind === 'cancel') running.get(message.id)?.cancel.abort();
    else fail(message.id, message.problem);
  }

  const rest = [...running.values()];
  for (const { cancel, method } of rest) if (stop.aborted || endless.has(method)) cancel.abort();
  await Promise.all(rest.map(({ done }) => done));
}

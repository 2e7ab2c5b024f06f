import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Answer, Order } from './child.ts';
import type { Measured } from './contender.ts';

export type Started = {
  readonly id: string;
  prepare(scenario: string): Promise<void>;
  measure(scenario: string): Promise<{ readonly measured: Measured; readonly memory: number }>;
  close(): Promise<void>;
};

export async function startContender(
  engine: string,
  url: string,
  id: string,
  folder: string,
): Promise<Started> {
  const child = fork(new URL('child.ts', import.meta.url), [engine, url, id, folder], {
    execArgv: ['--expose-gc'],
  });
  const gone = new AbortController();
  child.once('exit', () => gone.abort(new Error(`The process of ${id} on ${engine} ended.`)));
  const answer = async (): Promise<Answer> => {
    const [message] = await once(child, 'message', { signal: gone.signal });
    if (message !== 'done' && 'error' in message) throw new Error(`${id} on ${engine}: ${message.error}`);
    return message;
  };
  const ask = (order: Order) => {
    const answered = answer();
    child.send(order);
    return answered;
  };
  await answer();
  return {
    id,
    async prepare(scenario) {
      await ask({ scenario, what: 'prepare' });
    },
    async measure(scenario) {
      const message = await ask({ scenario, what: 'measure' });
      if (message === 'done' || 'error' in message) throw new Error(`${id} measured nothing.`);
      return message;
    },
    async close() {
      await ask({ what: 'close' });
    },
  };
}

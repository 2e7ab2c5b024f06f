import { AppError } from '../../model/error.ts';
import type { Backend } from './open-client.ts';

export type Pool = {
  /** Waits for a free one where all are in use. */
  take(): Promise<Backend>;
  /** Gives one back; a broken one makes room for a new one. */
  give(backend: Backend): void;
  /** Those in use, and after which nobody gets one any more. */
  close(): Promise<readonly Backend[]>;
};

export function createPool(first: Backend, open: () => Promise<Backend>, size: number): Pool {
  const idle: Backend[] = [first];
  const taken = new Set<Backend>();
  const waiting: { resolve(backend: Backend | Promise<Backend>): void; reject(error: unknown): void }[] = [];
  let opening = 0;
  let closed = false;

  async function openOne(): Promise<Backend> {
    opening += 1;
    try {
      const backend = await open();
      taken.add(backend);
      if (!closed) return backend;
      backend.cut();
      throw closedError();
    } finally {
      opening -= 1;
    }
  }

  /** Opens one for the first who waits; where that fails, the next must not wait for ever. */
  function serveNext(): void {
    if (taken.size + opening >= size) return;
    const next = waiting.shift();
    if (next === undefined) return;
    openOne().then(next.resolve, (error) => {
      next.reject(error);
      serveNext();
    });
  }

  return {
    async take() {
      if (closed) throw closedError();
      let backend = idle.pop();
      while (backend?.isBroken()) backend = idle.pop();
      if (backend !== undefined) {
        taken.add(backend);
        return backend;
      }
      if (taken.size + opening < size) {
        return await openOne().catch((error) => {
          serveNext();
          throw error;
        });
      }
      return await new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    give(backend) {
      taken.delete(backend);
      if (closed) return;
      if (backend.isBroken()) return serveNext();
      const next = waiting.shift();
      if (next === undefined) {
        idle.push(backend);
        return;
      }
      taken.add(backend);
      next.resolve(backend);
    },
    async close() {
      closed = true;
      for (const next of waiting.splice(0)) next.reject(closedError());
      await Promise.allSettled(idle.splice(0).map((backend) => backend.client.end()));
      return [...taken];
    },
  };
}

function closedError(): AppError {
  return new AppError('connection.lost', 'The connection was closed.', { hint: 'Open it again.' });
}

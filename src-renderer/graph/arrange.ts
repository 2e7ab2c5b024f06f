import ELK from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import type { Arrangement } from './arrangement.ts';
import type { Card } from './card.ts';
import type { Edge } from './edge.ts';
import { fromElk, toElk } from './elk-graph.ts';

/** Lays the graph out in a worker of its own. Aborting ends the worker; the promise then rejects. */
export async function arrange(
  cards: readonly Card[],
  edges: readonly Edge[],
  signal: AbortSignal,
): Promise<Arrangement> {
  const elk = new ELK({ workerFactory: () => new Worker(workerUrl) });
  try {
    const aborted = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    return fromElk(await Promise.race([elk.layout(toElk(cards, edges)), aborted]), cards, edges);
  } finally {
    elk.terminateWorker();
  }
}

import { Worker } from 'node:worker_threads';
import type { AppError } from '../../model/error.ts';
import type { ResultSet } from '../dialect.ts';
import { createCancelFlags } from './cancellation.ts';
import { cancelledError, lostError, sqliteError } from './errors.ts';
import type { Packed } from './packed-rows.ts';
import {
  type BackupWork,
  type Done,
  noRows,
  type PackWork,
  type Several,
  type SeveralWork,
  type Work,
  type WorkerOptions,
  type WorkerReply,
  type WorkerRequest,
} from './protocol.ts';
import { workerUrl } from './worker-url.ts';

/** A thread with a connection of its own to the file. */
export type Connection = {
  readonly version: string;
  /** Rejects with an `AppError`, `cancelled` within a second of the signal wherever that leaves nothing behind. */
  request(work: Work | BackupWork, signal?: AbortSignal): Promise<ResultSet>;
  /** The same for rows in one piece; null: there are too many of them. */
  pack(work: PackWork, signal?: AbortSignal): Promise<Packed>;
  several(work: SeveralWork, signal?: AbortSignal): Promise<SeveralDone>;
  /** Whether it is of no more use: its thread is gone, or runs on with a statement that nobody waits for. */
  isBroken(): boolean;
  close(): Promise<void>;
};

/** `failure`: of the one after the last that was done. */
export type SeveralDone = Pick<Several, 'done'> & { readonly failure: AppError | null };

export type ConnectionOptions = Pick<WorkerOptions, 'file' | 'readOnly' | 'editsSchema' | 'lockWait'>;

type Answer = Done | { readonly several: Several };
type Waiting = { resolve(answer: Answer): void; reject(error: Error): void };

/** How long a cancelled statement may take to notice; then it is left to end by itself. */
const grace = 700;

export async function openConnection(options: ConnectionOptions): Promise<Connection> {
  const flags = createCancelFlags();
  const workerOptions: WorkerOptions = { ...options, cancelFlags: flags.buffer };
  const worker = new Worker(workerUrl(), { workerData: workerOptions });
  const waiting = new Map<number, Waiting>();
  let broken = false;
  let lastId = 0;

  const settle = (id: number): Waiting | undefined => {
    const found = waiting.get(id);
    waiting.delete(id);
    // A session that has nothing to do keeps no program from ending.
    if (waiting.size === 0) worker.unref();
    return found;
  };
  const breakDown = (cause?: unknown): void => {
    broken = true;
    for (const id of [...waiting.keys()]) settle(id)?.reject(lostError(options.file, cause));
  };
  worker.on('message', (reply: WorkerReply) => {
    const found = settle(reply.id);
    if ('failure' in reply) found?.reject(sqliteError(reply.failure, options.file));
    else found?.resolve(reply);
  });
  worker.on('error', breakDown);
  worker.on('exit', () => breakDown());

  const reply = (id: number): Promise<Answer> =>
    new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.ref();
    });
  const post = (id: number, work: WorkerRequest['work']): void =>
    worker.postMessage({ id, work } satisfies WorkerRequest);

  const abandon = (id: number): void => {
    if (!waiting.has(id) || !flags.isRevocable()) return;
    settle(id)?.reject(cancelledError());
    broken = true;
    post(0, { kind: 'close' });
  };

  const ask = async (work: WorkerRequest['work'], signal?: AbortSignal): Promise<Answer> => {
    if (signal?.aborted === true) throw cancelledError();
    if (broken) throw lostError(options.file);
    lastId += 1;
    const id = lastId;
    let timer: NodeJS.Timeout | undefined;
    const onAbort = (): void => {
      flags.cancel(id);
      timer = setTimeout(abandon, grace, id);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      const result = reply(id);
      post(id, work);
      return await result;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      clearTimeout(timer);
    }
  };

  const request = async (work: Work | BackupWork, signal?: AbortSignal): Promise<ResultSet> =>
    resultOf(await ask(work, signal));
  const pack = async (work: PackWork, signal?: AbortSignal): Promise<Packed> => {
    const answer = await ask(work, signal);
    return 'packed' in answer ? answer.packed : null;
  };
  const several: Connection['several'] = async (work, signal) => {
    const answer = await ask(work, signal);
    if (!('several' in answer)) return { done: [], failure: null };
    const { done, failure } = answer.several;
    return { done, failure: failure === null ? null : sqliteError(failure, options.file) };
  };

  const close = async (): Promise<void> => {
    for (const id of waiting.keys()) flags.cancel(id);
    if (!broken) {
      const patience = new Promise((resolve) => setTimeout(resolve, grace).unref());
      await Promise.race([request({ kind: 'close' }).catch(() => undefined), patience]);
      breakDown();
    }
    // Not awaited: it waits for a statement that SQLite cannot interrupt.
    void worker.terminate();
  };

  try {
    const opened = resultOf(await reply(0));
    return { version: String(opened.rows[0]?.[0]), request, pack, several, isBroken: () => broken, close };
  } catch (error) {
    void worker.terminate();
    throw error;
  }
}

function resultOf(answer: Answer): ResultSet {
  return 'result' in answer ? answer.result : noRows;
}

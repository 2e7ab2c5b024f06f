import { parentPort, workerData } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import type { ResultSet } from '../dialect.ts';
import { createCancellation } from './cancellation.ts';
import { configure, dropTemporary, openFile } from './open-file.ts';
import { attachPacking, type Packed, packRows, unpackRows } from './packed-rows.ts';
import {
  type Done,
  type Failure,
  noRows,
  type PackWork,
  type RunWork,
  type Several,
  type SeveralWork,
  type Work,
  type WorkerOptions,
  type WorkerReply,
  type WorkerRequest,
} from './protocol.ts';
import { retryBusy } from './retry-busy.ts';
import { runStatement } from './run-statement.ts';

/** One session: a connection of its own to the file, in a thread of its own. */
const port = parentPort;
const options: WorkerOptions = workerData;
const cancellation = createCancellation(options.cancelFlags);
let db: Database.Database | null = null;
const whenFree = <T>(attempt: () => T): T => retryBusy(options.lockWait, cancellation, attempt);

answer(0, () => ({ result: open() }));

port?.on('message', ({ id, work }: WorkerRequest) => {
  if (work.kind === 'backup') return void backUp(id, work.path);
  answer(id, () => {
    if (db === null) throw new Error('The database is not open.');
    cancellation.start(id);
    if (work.kind === 'several') return { several: performSeveral(db, work) };
    return work.kind === 'pack' ? performOne(db, work) : { result: perform(db, work) };
  });
});

function performSeveral(connection: Database.Database, { works }: SeveralWork): Several {
  const done: Several['done'][number][] = [];
  for (const work of works) {
    const started = performance.now();
    try {
      done.push({ ...performOne(connection, work), milliseconds: performance.now() - started });
    } catch (error) {
      return { done, failure: failureOf(error) };
    }
  }
  return { done, failure: null };
}

function performOne(connection: Database.Database, work: RunWork | PackWork): Done {
  return work.kind === 'pack' ? { packed: pack(connection, work) } : { result: perform(connection, work) };
}

/** As many pages as take a few milliseconds; between them a cancel is noticed. */
const pagesAtOnce = 4096;

async function backUp(id: number, path: string): Promise<void> {
  cancellation.start(id);
  const progress = () => {
    cancellation.check();
    return pagesAtOnce;
  };
  const copied = await db?.backup(path, { progress }).catch((error: unknown) => ({ error }));
  answer(id, () => {
    if (copied !== undefined && 'error' in copied) throw copied.error;
    return { result: noRows };
  });
}

function open(): ResultSet {
  db?.close();
  const opened = openFile(options, cancellation);
  db = opened;
  // The first read of the file: tells whether it is a database.
  const firstRead = 'SELECT sqlite_version(), count(*) FROM sqlite_schema';
  const result = whenFree(() => runStatement(opened, firstRead, [], cancellation));
  // Only now: it reads the schema of the file, where that was not read yet.
  whenFree(() => attachPacking(opened));
  return result;
}

function perform(connection: Database.Database, work: Work): ResultSet {
  switch (work.kind) {
    case 'run':
      cancellation.check();
      return whenFree(() => runStatement(connection, work.text, work.params, cancellation));
    case 'unpack':
      cancellation.setRevocable(connection.inTransaction);
      unpackRows(connection, work.text, work.bytes, cancellation);
      return noRows;
    case 'rollback':
      if (connection.inTransaction) connection.exec('ROLLBACK');
      return noRows;
    case 'reset':
      if (connection.inTransaction) connection.exec('ROLLBACK');
      // Even a temporary table cannot go while another session commits.
      whenFree(() => dropTemporary(connection));
      configure(connection, options.editsSchema);
      return noRows;
    case 'reopen':
      return open();
    case 'close':
      connection.close();
      port?.close();
      return noRows;
  }
}

function pack(connection: Database.Database, { text, params, limit }: PackWork): Packed {
  cancellation.check();
  cancellation.setRevocable(true);
  return packRows(connection, text, params, limit);
}

function answer(id: number, work: () => Done | { several: Several }): void {
  let reply: WorkerReply;
  try {
    reply = { id, ...work() };
  } catch (error) {
    reply = { id, failure: failureOf(error) };
  }
  port?.postMessage(reply, movable(reply));
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { code: null, message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { code, message: error.message };
}

/** What is handed over instead of copied. */
function movable(reply: WorkerReply): ArrayBuffer[] {
  const parts = 'several' in reply ? reply.several.done : [reply];
  return parts.flatMap((part) =>
    'packed' in part && part.packed !== null ? [part.packed.bytes.buffer] : [],
  );
}

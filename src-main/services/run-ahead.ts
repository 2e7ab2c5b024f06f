import { isDeepStrictEqual } from 'node:util';
import type { ResultSet, Session } from '../dialects/dialect.ts';
import { AppError } from '../model/error.ts';
import type { Statement } from '../model/plan.ts';
import type { Sent, SentAnswer } from '../model/sent.ts';
import type { ApplySession } from './apply-session.ts';
import type { Progress } from './change-progress.ts';

/** The database answered something else than was expected: what was begun is to be done again, from answer to answer. */
export class Unforeseen extends Error {}

export type AheadSession = ApplySession & {
  /** Asks what is to be answered like this. Null: any answer is as good. */
  expect(statement: Statement, answer: ResultSet | null): void;
};

type Parts = {
  readonly session: Session;
  /** Heeded until COMMIT is sent. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
};

type Waiting = {
  readonly sent: Sent;
  /** null: any answer is as good. */
  readonly expected: ResultSet | null;
  /** Where the change was when it asked. */
  readonly place: ReturnType<Progress['place']>;
  resolve(answer: SentAnswer): void;
  reject(error: unknown): void;
};

/**
 * A session that asks later, all at once: when somebody has to know an answer, or wants all to be `confirmed`. An answer that
 * is not the expected one ends it, before anything that was asked later is told: `Unforeseen`.
 */
export function runAhead({ session, signal, progress }: Parts): AheadSession {
  let waiting: Waiting[] = [];
  let sending: Promise<void> = Promise.resolve();
  let timer: NodeJS.Immediate | undefined;
  let failure: { readonly error: unknown } | null = null;
  let committing = false;

  /** `isAwaited`: somebody waits for the answer of the database. */
  function ask(sent: Sent, answer: ResultSet | null, isAwaited: boolean): Promise<SentAnswer> {
    if (failure !== null) throw failure.error;
    const { promise, resolve, reject } = Promise.withResolvers<SentAnswer>();
    // Nobody waits for an answer that is expected, or that nobody needs.
    promise.catch(() => {});
    waiting.push({ sent, expected: answer, place: progress.place(), resolve, reject });
    // Once nothing more can be asked before it is answered.
    if (isAwaited) timer ??= setImmediate(() => void send());
    return promise;
  }

  function send(): Promise<void> {
    clearImmediate(timer);
    timer = undefined;
    const all = waiting;
    waiting = [];
    if (all.length > 0) sending = sending.then(() => sendAll(all));
    return sending;
  }

  async function sendAll(all: readonly Waiting[]): Promise<void> {
    if (failure !== null) return refuse(all, failure.error);
    const sent = all.map((one) => one.sent);
    const { answers, failure: refused } = await session
      .runTogether(sent, committing ? undefined : signal)
      .catch((error: unknown) => ({ answers: [], failure: error }));
    const isOther = answers.some((answer, i) => !isExpected(answer, all[i]?.expected ?? null));
    if (isOther && !isFinal(refused)) return refuse(all, new Unforeseen());
    for (const [i, answer] of answers.entries()) all[i]?.resolve(answer);
    const failed = all[answers.length];
    if (refused === null) return;
    if (failed !== undefined) progress.back(failed.place);
    refuse(all.slice(answers.length), refused);
  }

  function refuse(all: readonly Waiting[], error: unknown): void {
    failure ??= { error };
    for (const { reject } of all) reject(error);
  }

  return {
    async begin() {
      void ask({ kind: 'begin' }, null, false);
    },
    expect(statement, answer) {
      void ask({ kind: 'run', statement }, answer, false);
    },
    async run(statement) {
      return ask({ kind: 'run', statement }, null, true);
    },
    async put(statement) {
      void ask({ kind: 'run', statement }, null, false);
    },
    async runTogether(all, own) {
      await send();
      return session.runTogether(all, own);
    },
    async pack(statement, limit, take) {
      const taken: Parameters<typeof take>[0][] = [];
      const packing: Sent = { kind: 'pack', statement, limit, take: (piece) => taken.push(piece) };
      const { whole } = await ask(packing, null, true);
      for (const piece of taken) take(piece);
      return whole;
    },
    async unpackInto(place, packed, own) {
      await send();
      if (failure !== null) throw failure.error;
      await session.unpackInto(place, packed, own);
    },
    async issue(work) {
      const outcome = work();
      outcome.catch(() => {});
      return { outcome };
    },
    async confirmed() {
      await send();
      if (failure !== null) throw failure.error;
    },
    async commit() {
      committing = true;
      await ask({ kind: 'commit' }, null, true);
    },
    async rollback() {
      clearImmediate(timer);
      const unsent = waiting;
      waiting = [];
      refuse(unsent, new AppError('internal', 'The transaction is over.'));
      await sending;
      await session.rollback();
    },
    release: session.release,
  };
}

/** To do it again would come to the same. */
function isFinal(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'cancelled' || error.code === 'connection.lost');
}

/** The names of columns tell nothing of rows. */
function isExpected({ rows, affected }: SentAnswer, expected: ResultSet | null): boolean {
  return expected === null || (affected === expected.affected && isDeepStrictEqual(rows, expected.rows));
}

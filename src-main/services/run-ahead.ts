import { isDeepStrictEqual } from 'node:util';
import type { ResultSet, Session } from '../dialects/dialect.ts';
import { AppError } from '../model/error.ts';
import type { Statement } from '../model/plan.ts';
import type { Sent, SentAnswer } from '../model/sent.ts';
import type { ApplySession } from './apply-session.ts';
import type { Progress } from './change-progress.ts';
import type { RecordedAnswers } from './recorded-answers.ts';

/** The database answered something else than was expected: what was begun is to be done again, from answer to answer. */
export class Unforeseen extends Error {}

type Parts = {
  readonly session: Session;
  readonly expected: RecordedAnswers;
  readonly keyOf: (statement: Statement) => string;
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
 * A session that answers what it expects to be answered, and asks later, all at once: when somebody has to know an answer,
 * or wants all to be `confirmed`. Whoever plans by expected answers comes to what the same answers of the database would have
 * led to, so nothing is lost but the round trips; and any other answer ends it. `Unforeseen`.
 */
export function runAhead({ session, expected, keyOf, signal, progress }: Parts): ApplySession {
  const asked = new Map<string, number>();
  let waiting: Waiting[] = [];
  let sending: Promise<void> = Promise.resolve();
  let timer: NodeJS.Immediate | undefined;
  let failure: { readonly error: unknown } | null = null;
  let expecting = true;
  let over = false;

  function expectedOf(statement: Statement): ResultSet | null {
    if (!expecting) return null;
    const key = keyOf(statement);
    const times = asked.get(key) ?? 0;
    asked.set(key, times + 1);
    return expected.get(key)?.[times] ?? null;
  }

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
      .runTogether(sent, signal)
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
    async run(statement, own) {
      if (over) return session.run(statement, own);
      const answer = expectedOf(statement);
      const asking = ask({ kind: 'run', statement }, answer, answer === null);
      return answer ?? asking;
    },
    async put(statement, own) {
      if (over) await session.run(statement, own);
      else void ask({ kind: 'run', statement }, expectedOf(statement), false);
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
      expecting = false;
      if (failure !== null) throw failure.error;
    },
    async commit() {
      over = true;
      await session.commit();
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

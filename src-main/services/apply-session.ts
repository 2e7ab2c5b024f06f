import type { Session } from '../dialects/dialect.ts';
import type { Statement } from '../model/plan.ts';
import type { SentAnswer } from '../model/sent.ts';
import { valueText } from '../model/value.ts';

/** Something that was asked of the database. */
export type Issued<T> = { readonly outcome: Promise<T> };

/** The session of an apply, which goes from answer to answer or, where it knows what to expect, ahead of them. */
export type ApplySession = Session & {
  /**
   * Begins what need not be waited for before what comes next. What it asks first goes to the database in this order; the outcome is
   * there at once, or comes with the next answers.
   */
  issue<T>(work: () => Promise<T>): Promise<Issued<T>>;
  /** Runs a statement whose answer nobody needs, at the latest before what is asked next. */
  put(statement: Statement, signal?: AbortSignal): Promise<void>;
  /** Waits until everything asked so far was answered, and as expected. From here on nothing is expected. */
  confirmed(): Promise<void>;
};

/** So many letters of statements wait for the next one; more are sent at once. */
const mostWaiting = 65_536;

/** One thing after the other, and what was put together with what is asked next. */
export function stepByStep(session: Session): ApplySession {
  let waiting: Statement[] = [];
  let size = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** What waits goes first, whatever else is asked meanwhile. `statement`: goes with it. */
  function send(statement: Statement | null, signal?: AbortSignal): Promise<SentAnswer | undefined> {
    const all = statement === null ? waiting : [...waiting, statement];
    waiting = [];
    size = 0;
    return inTurn(async () => {
      if (all.length === 0) return undefined;
      const sent = all.map((one) => ({ kind: 'run', statement: one }) as const);
      const { answers, failure } = await session.runTogether(sent, signal);
      if (failure !== null) throw failure;
      return answers.at(-1);
    });
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  }

  return {
    ...session,
    async run(statement, signal) {
      if (waiting.length === 0) return inTurn(() => session.run(statement, signal));
      const answer = await send(statement, signal);
      if (answer === undefined) throw new TypeError('A statement has no answer.');
      const { columns, rows, affected } = answer;
      return { columns, rows, affected };
    },
    async runTogether(all, signal) {
      await send(null, signal);
      return session.runTogether(all, signal);
    },
    async pack(statement, limit, take, signal) {
      await send(null, signal);
      return session.pack(statement, limit, take, signal);
    },
    async unpackInto(place, packed, signal) {
      await send(null, signal);
      await session.unpackInto(place, packed, signal);
    },
    async issue(work) {
      const done = await work();
      return { outcome: Promise.resolve(done) };
    },
    async put(statement, signal) {
      waiting.push(statement);
      size += sizeOf(statement);
      if (size > mostWaiting) await send(null, signal);
    },
    async confirmed() {
      await send(null);
    },
    async commit() {
      await send(null);
      await session.commit();
    },
    async rollback() {
      waiting = [];
      size = 0;
      await session.rollback();
    },
  };
}

function sizeOf({ text, params }: Statement): number {
  return params.reduce<number>((sum, value) => sum + valueText(value).length, text.length);
}

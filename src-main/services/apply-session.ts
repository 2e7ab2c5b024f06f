import type { ResultSet, Session } from '../dialects/dialect.ts';
import type { Statement } from '../model/plan.ts';
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

type Waiting = {
  readonly statement: Statement;
  readonly signal: AbortSignal | undefined;
  /** null: nobody needs the answer. */
  readonly asked: PromiseWithResolvers<ResultSet> | null;
};

/** One thing after the other; what was put, or is asked at the same time, goes together. */
export function stepByStep(session: Session): ApplySession {
  let waiting: Waiting[] = [];
  let size = 0;
  let timer: NodeJS.Immediate | undefined;
  let last: Promise<unknown> = Promise.resolve();
  /** Of what was put, and nobody waited for; whatever is asked next has to know. */
  let unheard: { readonly error: unknown } | null = null;

  function wait(statement: Statement, signal: AbortSignal | undefined, asked: Waiting['asked']): void {
    waiting.push({ statement, signal, asked });
    size += sizeOf(statement);
  }

  /** What waits goes first, whatever else is asked meanwhile. */
  function send(): Promise<void> {
    clearImmediate(timer);
    timer = undefined;
    const all = waiting;
    waiting = [];
    size = 0;
    const turn = last.then(() => sendAll(all));
    last = turn.catch(() => {});
    return turn;
  }

  /** Rejects where what nobody waits for fails. */
  async function sendAll(all: readonly Waiting[]): Promise<void> {
    const [first] = all;
    if (unheard !== null) return refuse(all, unheard.error);
    if (first === undefined) return;
    const signal = all.find((one) => one.signal !== undefined)?.signal;
    if (all.length === 1 && first.asked !== null) {
      return session.run(first.statement, signal).then(first.asked.resolve, first.asked.reject);
    }
    const sent = all.map(({ statement }) => ({ kind: 'run', statement }) as const);
    const { answers, failure } = await session.runTogether(sent, signal);
    for (const [i, { columns, rows, affected }] of answers.entries()) {
      all[i]?.asked?.resolve({ columns, rows, affected });
    }
    if (failure !== null) refuse(all.slice(answers.length), failure);
  }

  function refuse(all: readonly Waiting[], error: unknown): void {
    const left = all.flatMap(({ asked }) => asked ?? []);
    for (const { reject } of left) reject(error);
    if (left.length > 0) return;
    unheard = { error };
    throw error;
  }

  return {
    ...session,
    run(statement, signal) {
      const asked = Promise.withResolvers<ResultSet>();
      wait(statement, signal, asked);
      // Once nothing more can be asked before it is answered.
      timer ??= setImmediate(() => void send().catch(() => {}));
      return asked.promise;
    },
    async runTogether(all, signal) {
      await send();
      return session.runTogether(all, signal);
    },
    async pack(statement, limit, take, signal) {
      await send();
      return session.pack(statement, limit, take, signal);
    },
    async unpackInto(place, packed, signal) {
      await send();
      await session.unpackInto(place, packed, signal);
    },
    async issue(work) {
      const done = await work();
      return { outcome: Promise.resolve(done) };
    },
    async put(statement, signal) {
      wait(statement, signal, null);
      if (size > mostWaiting) await send();
    },
    async confirmed() {
      await send();
    },
    async commit() {
      await send();
      await session.commit();
    },
    async rollback() {
      clearImmediate(timer);
      timer = undefined;
      waiting = [];
      size = 0;
      unheard = null;
      await session.rollback();
    },
  };
}

function sizeOf({ text, params }: Statement): number {
  return params.reduce<number>((sum, value) => sum + valueText(value).length, text.length);
}

import type { Session } from '../dialects/dialect.ts';
import type { Statement } from '../model/plan.ts';

/** Something that was asked of the database. */
export type Issued<T> = { readonly outcome: Promise<T> };

/** The session of an apply, which goes from answer to answer or, where it knows what to expect, ahead of them. */
export type ApplySession = Session & {
  /**
   * Begins what need not be waited for before what comes next. What it asks first goes to the database in this order; the outcome is
   * there at once, or comes with the next answers.
   */
  issue<T>(work: () => Promise<T>): Promise<Issued<T>>;
  /** Runs a statement whose answer nobody needs. */
  put(statement: Statement, signal?: AbortSignal): Promise<void>;
  /** Waits until everything asked so far was answered, and as expected. From here on nothing is expected. */
  confirmed(): Promise<void>;
};

/** One thing after the other. */
export function stepByStep(session: Session): ApplySession {
  return {
    ...session,
    async issue(work) {
      const done = await work();
      return { outcome: Promise.resolve(done) };
    },
    async put(statement, signal) {
      await session.run(statement, signal);
    },
    confirmed: async () => {},
  };
}

import type { ResultSet, Session } from '../dialects/dialect.ts';
import type { PlannedChange } from '../engine/plan-change.ts';
import type { TableRef } from '../model/catalog.ts';
import { AppError } from '../model/error.ts';
import type { ChangePlan, Statement } from '../model/plan.ts';
import type { RowSets } from '../model/row-sets.ts';
import type { ApplySession } from './apply-session.ts';
import type { Progress } from './change-progress.ts';
import type { OpenConnection } from './open-connection.ts';
import { type Asked, digestOf, planAsked } from './plan-asked.ts';
import { questionOf, type RecordedAnswers } from './recorded-answers.ts';
import { type AheadSession, Unforeseen } from './run-ahead.ts';

/** The planning of an apply, done before anybody asks for it. */
export type Rehearsed = {
  readonly planned: PlannedChange;
  /** Of the apply that `perform`s it. */
  readonly sets: RowSets;
  /** Asks all of it again, in the transaction of an apply and with the locks of one. Once. */
  perform(session: AheadSession, progress: Progress): void;
};

export type Rehearsal = {
  /** Null: it has to be planned anew, from answer to answer. */
  take(): Promise<Rehearsed | null>;
};

/** Rows of a change that is rehearsed: with more of them, what it takes to plan it is the least. */
const fewRows = 5000;

type Parts = {
  readonly connection: OpenConnection;
  readonly asked: Asked;
  readonly shown: Pick<ChangePlan, 'digest' | 'totals' | 'blockers'>;
  /** What the preview was answered; null: that was too much. */
  readonly answers: RecordedAnswers | null;
};

/**
 * While somebody looks at a preview, its apply is planned by what the preview was answered. It comes to the same as long as
 * the database answers the same, which the apply makes sure of. Null where that is not worth it.
 */
export function rehearseLater(parts: Parts): Rehearsal | null {
  const { connection, asked, shown, answers } = parts;
  const rows = shown.totals.reduce((sum, { count }) => sum + count, 0);
  if (answers === null || rows > fewRows || shown.blockers.length > 0) return null;
  if (asked.undo !== null || asked.exportTo !== undefined) return null;
  const { model } = connection;
  let next: Promise<Rehearsed | null> | null = null;
  const prepare = () => {
    next ??= rehearse(connection, asked, answers, shown.digest);
    return next;
  };
  setImmediate(() => void prepare().catch(() => {}));
  return {
    async take() {
      const rehearsed = await prepare();
      // A second apply, after one that failed, has a rehearsal of its own.
      next = null;
      return connection.model === model ? rehearsed : null;
    },
  };
}

/** What is asked, and where the planning is meanwhile. */
type Step =
  | { readonly statement: Statement; readonly expected: ResultSet | null }
  | { readonly table: TableRef; readonly rows: number };

async function rehearse(
  connection: OpenConnection,
  asked: Asked,
  answers: RecordedAnswers,
  digest: string,
): Promise<Rehearsed | null> {
  const steps: Step[] = [];
  const expected = answersInTurn(answers, questionOf(connection.dialect.sql, undefined));
  let on: { readonly session: ApplySession; readonly progress: Progress } | null = null;
  const session: Pick<Session, 'run' | 'unpackInto'> & Pick<ApplySession, 'put'> = {
    async run(statement, signal) {
      if (on !== null) return on.session.run(statement, signal);
      const answer = expected(statement);
      if (answer === null) throw new Unforeseen();
      steps.push({ statement, expected: answer });
      return answer;
    },
    async put(statement, signal) {
      if (on !== null) return on.session.put(statement, signal);
      steps.push({ statement, expected: expected(statement) });
    },
    async unpackInto(...args) {
      if (on === null) throw new Unforeseen();
      await on.session.unpackInto(...args);
    },
  };
  const onRows = (table: TableRef, rows = 0): void => {
    if (on === null) steps.push({ table, rows });
    else on.progress.at(table, rows);
  };
  try {
    const { planned, sets } = await planAsked(connection, asked, session, true, undefined, onRows);
    if (digestOf(planned) !== digest) return null;
    return {
      planned,
      sets,
      perform(performing, progress) {
        on = { session: performing, progress };
        for (const step of steps) {
          if ('table' in step) progress.at(step.table, step.rows);
          else performing.expect(step.statement, step.expected);
        }
      },
    };
  } catch (error) {
    // The database has the last word on whether it can be done.
    if (error instanceof Unforeseen || error instanceof AppError) return null;
    throw error;
  }
}

/** The first answer to the same question first; null: there is none (any more). */
function answersInTurn(
  answers: RecordedAnswers,
  keyOf: (statement: Statement) => string,
): (statement: Statement) => ResultSet | null {
  const asked = new Map<string, number>();
  return (statement) => {
    const key = keyOf(statement);
    const times = asked.get(key) ?? 0;
    asked.set(key, times + 1);
    return answers.get(key)?.[times] ?? null;
  };
}

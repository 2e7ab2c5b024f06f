import type { ResultSet, Session, SqlFacts } from '../dialects/dialect.ts';
import type { Statement } from '../model/plan.ts';

/** What a preview was answered, by what it asked: the first answer to the same question first. */
export type RecordedAnswers = ReadonlyMap<string, readonly ResultSet[]>;

/** So much is kept of a preview; one that asks for more takes its time in any case. */
const most = { statements: 150, values: 20_000 };

/** The session, of which all answers are kept. `answers`: null where they are too many. */
export function recordAnswers(
  session: Session,
  keyOf: (statement: Statement) => string,
): { readonly session: Session; answers(): RecordedAnswers | null } {
  const kept = new Map<string, ResultSet[]>();
  let statements = 0;
  let values = 0;
  const isLittle = () => statements <= most.statements && values <= most.values;
  const keep = (statement: Statement, answer: ResultSet) => {
    statements += 1;
    values += statement.params.length + answer.rows.length * answer.columns.length;
    if (!isLittle()) return kept.clear();
    const key = keyOf(statement);
    kept.set(key, [...(kept.get(key) ?? []), answer]);
  };
  return {
    session: {
      ...session,
      async run(statement, signal) {
        const answer = await session.run(statement, signal);
        keep(statement, answer);
        return answer;
      },
      async runTogether(all, signal) {
        const done = await session.runTogether(all, signal);
        for (const [i, answer] of done.answers.entries()) {
          const sent = all[i];
          if (sent?.kind === 'run') keep(sent.statement, answer);
        }
        return done;
      },
    },
    answers: () => (isLittle() ? kept : null),
  };
}

/** What a statement asks, whether it locks what it reads or not, and however many rows it looks for at the most. */
export function questionOf(
  { lockForUpdate, lockForShare, lockCounted }: SqlFacts,
  limit: number | undefined,
): (statement: Statement) => string {
  const besides = [lockForUpdate, lockForShare, lockCounted].filter((text) => text !== '');
  if (limit !== undefined) besides.push(` LIMIT ${limit + 1}`);
  return ({ text, params }) =>
    JSON.stringify([besides.reduce((asked, beside) => asked.replaceAll(beside, ''), text), params]);
}
